package main

import (
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"html"
	"html/template"
	"net/url"
	"os"
	"strconv"
)

type encoder struct {
	name   string
	encode func(string) string
}

func marshal(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return string(b)
}

func plainJson(s string) string {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(s); err != nil {
		panic(err)
	}
	return b.String()
}

func escapedXml(s string) string {
	var b bytes.Buffer
	if err := xml.EscapeText(&b, []byte(s)); err != nil {
		panic(err)
	}
	return b.String()
}

func main() {
	encoders := []encoder{
		{"url.QueryEscape", url.QueryEscape},
		{"url.PathEscape", url.PathEscape},
		{"url.Values", func(s string) string { return url.Values{"k": {s}}.Encode() }},
		{"json.Marshal", func(s string) string { return marshal(s) }},
		{"json.Marshal twice", func(s string) string { return marshal(marshal(map[string]string{"k": s})) }},
		{"json.Encoder without HTML", plainJson},
		{"html.EscapeString", html.EscapeString},
		{"template.JSEscapeString", template.JSEscapeString},
		{"template.HTMLEscapeString", template.HTMLEscapeString},
		{"xml.EscapeText", escapedXml},
		{"strconv.Quote", strconv.Quote},
		{"strconv.QuoteToASCII", strconv.QuoteToASCII},
		{"base64.StdEncoding", func(s string) string { return base64.StdEncoding.EncodeToString([]byte(s)) }},
		{"base64.RawStdEncoding at 1", func(s string) string { return base64.RawStdEncoding.EncodeToString([]byte("~" + s)) }},
		{"base64.URLEncoding", func(s string) string { return base64.URLEncoding.EncodeToString([]byte(s)) }},
		{"base64.RawURLEncoding at 2", func(s string) string { return base64.RawURLEncoding.EncodeToString([]byte("~~" + s)) }},
		{"hex.EncodeToString", func(s string) string { return hex.EncodeToString([]byte(s)) }},
		{"fmt %X", func(s string) string { return fmt.Sprintf("%X", s) }},
		{"fmt % x", func(s string) string { return fmt.Sprintf("% x", s) }},
		{"json.Marshal of bytes", func(s string) string { return marshal(map[string][]byte{"k": []byte("a" + s)}) }},
		{"url.QueryEscape(json.Marshal)", func(s string) string { return url.QueryEscape(marshal(s)) }},
		{"json.Marshal(url.QueryEscape)", func(s string) string { return marshal(url.QueryEscape(s)) }},
		{"json.Marshal(html.EscapeString)", func(s string) string { return marshal(html.EscapeString(s)) }},
	}
	var secrets []string
	file, err := os.ReadFile("secrets.json")
	if err != nil {
		panic(err)
	}
	if err := json.Unmarshal(file, &secrets); err != nil {
		panic(err)
	}
	for _, secret := range secrets {
		for _, e := range encoders {
			fmt.Println(marshal(map[string]string{"by": "go " + e.name, "secret": secret, "encoded": e.encode(secret), "around": e.encode("")}))
		}
	}
}
