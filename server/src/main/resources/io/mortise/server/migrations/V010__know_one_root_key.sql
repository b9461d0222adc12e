-- Of two first starts on an empty database one names its root key; the other finds it and does not start.
create unique index root_key_check_one on root_key_check ((true));
