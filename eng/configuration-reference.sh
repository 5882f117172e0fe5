#!/bin/bash
# Makes docs/configuration.md and docs/configuration.tr.md from hocon/reference.conf, and the latter with the sentences of
# eng/configuration.tr.txt. A test fails while they are not what this makes.
#   eng/configuration-reference.sh [DIRECTORY]     DIRECTORY: where they go in place of docs
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export LC_ALL=C.UTF-8
to=${1:-docs}

{
    cat <<'HEAD'
# Configuration reference

[Türkçe](configuration.tr.md). Made by `eng/configuration-reference.sh` from [reference.conf](../hocon/reference.conf), which the program carries
within it: these are the defaults themselves. The [syntax](configuration-syntax.md) has a page of its own. What you change goes to a file in
`/etc/healthcheck/conf.d/`:

```sh
sudo tee /etc/healthcheck/conf.d/30-mine.conf <<'EOF'
healthcheck.recovery.settle = 15s
EOF
healthcheck config check                # every error with file, line and remedy; exit 78
healthcheck config show                 # every value in force, and where it was written
sudo systemctl reload healthcheck       # fails, and changes nothing, where something is wrong
```

Durations need a unit (`ms`, `s`, `m`, `h`, `d`). A key that is not in here is an error, and the nearest one is named. What is said in one row
of several keys is said of all of them.
HEAD
    awk -f eng/configuration-reference.awk hocon/reference.conf
} >"$to/configuration.md.new"

{
    cat <<'HEAD'
# Yapılandırma başvurusu

[English](configuration.md). `eng/configuration-reference.sh`, bu belgeyi programın içinde taşıdığı [reference.conf](../hocon/reference.conf) dosyasından
yapar: buradakiler varsayılan değerlerin kendisidir. Türkçe cümleler `eng/configuration.tr.txt` dosyasında durur; cümlesi olmayan bir
anahtar kalırsa ya da İngilizcesi değişip Türkçesi elden geçirilmezse testler hata verir. [Söz dizimi](configuration-syntax.md) ayrı bir belgededir. Değiştirdiğiniz değerler
`/etc/healthcheck/conf.d/` dizinindeki bir dosyaya yazılır:

```sh
sudo tee /etc/healthcheck/conf.d/30-mine.conf <<'EOF'
healthcheck.recovery.settle = 15s
EOF
healthcheck config check                # her hata; dosya, satır ve çözümüyle; çıkış 78
healthcheck config show                 # geçerli her değer ve yazıldığı yer
sudo systemctl reload healthcheck       # yanlışlık varsa reddedilir ve hiçbir şey değişmez
```

Sürelerin birimi yazılmalıdır (`ms`, `s`, `m`, `h`, `d`). Burada olmayan bir anahtar hatadır; en yakın anahtarın adı söylenir. Birden çok anahtarın
bulunduğu satırda yazılan hepsi için geçerlidir.
HEAD
    awk -v sentences=eng/configuration.tr.txt -f eng/configuration-reference.awk hocon/reference.conf
} >"$to/configuration.tr.md.new"

mv "$to/configuration.md.new" "$to/configuration.md"
mv "$to/configuration.tr.md.new" "$to/configuration.tr.md"
