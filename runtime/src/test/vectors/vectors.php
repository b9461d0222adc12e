<?php
$encoders = [
    'urlencode' => fn($s) => urlencode($s),
    'rawurlencode' => fn($s) => rawurlencode($s),
    'http_build_query' => fn($s) => http_build_query(['k' => $s]),
    'htmlspecialchars' => fn($s) => htmlspecialchars($s),
    'htmlspecialchars(ENT_QUOTES | ENT_HTML401)' => fn($s) => htmlspecialchars($s, ENT_QUOTES | ENT_HTML401),
    'htmlentities' => fn($s) => htmlentities($s),
    'htmlentities(ENT_QUOTES | ENT_HTML5)' => fn($s) => htmlentities($s, ENT_QUOTES | ENT_HTML5),
    'json_encode' => fn($s) => json_encode($s),
    'json_encode(JSON_HEX_*)' => fn($s) => json_encode($s, JSON_HEX_TAG | JSON_HEX_AMP | JSON_HEX_APOS | JSON_HEX_QUOT),
    'json_encode(JSON_UNESCAPED_*)' => fn($s) => json_encode($s, JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE),
    'json_encode twice' => fn($s) => json_encode(['body' => json_encode(['k' => $s])]),
    'bin2hex' => fn($s) => bin2hex($s),
    'base64_encode' => fn($s) => base64_encode($s),
    'chunk_split(base64_encode)' => fn($s) => chunk_split(base64_encode(str_repeat('something longer ', 4) . $s)),
    'addslashes' => fn($s) => addslashes($s),
    'json_encode(base64_encode)' => fn($s) => json_encode(base64_encode('?' . $s)),
    'urlencode(base64_encode)' => fn($s) => urlencode(base64_encode($s)),
    'json_encode(htmlspecialchars)' => fn($s) => json_encode(htmlspecialchars($s)),
    'htmlspecialchars(json_encode)' => fn($s) => htmlspecialchars(json_encode(['k' => $s])),
    'rawurlencode(json_encode)' => fn($s) => rawurlencode(json_encode(['k' => $s])),
    'json_encode(urlencode)' => fn($s) => json_encode(urlencode($s)),
    'base64_encode(json_encode)' => fn($s) => base64_encode(json_encode(['k' => $s])),
];
foreach (json_decode(file_get_contents('secrets.json')) as $secret) {
    foreach ($encoders as $name => $encode) {
        echo json_encode(['by' => "php $name", 'secret' => $secret, 'encoded' => $encode($secret), 'around' => $encode('')]), "\n";
    }
}
