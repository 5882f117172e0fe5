# Turns hocon/reference.conf into the tables of docs/configuration.md. It relies on how that file is written: one entry a line, and over
# an entry (or several that follow each other without a blank line) the comment that is about it.
# -v sentences=FILE: "path [number]: sentence" a line, in the place of the comments; without it the comments themselves. The number is
# made of the comment that was translated, so that another comment asks for another sentence.
function trimmed(text) { gsub(/^[ \t]+|[ \t]+$/, "", text); return text }
function cell(text) { gsub(/\|/, "\\|", text); gsub(/</, "\\&lt;", text); return text }
# Of letters and figures alone, which every awk counts alike.
function number_of(text,    at, sum) {
    sum = 7
    for (at = 1; at <= length(text); at++) sum = (sum * 31 + index(letters, substr(text, at, 1))) % 1000003
    return sum
}
function complain(text) { print "configuration-reference: " text > "/dev/stderr"; lacking = 1 }
function path_of(key) { return depth ? path[depth] "." key : key }
# The sentence on what comes next: its own comment, or that of the entry right above it.
function about(key,    full) {
    full = path_of(key)
    if (!sentences || comment[depth] == "") return comment[depth]
    if (first[depth] == "") first[depth] = full
    if (!(first[depth] in told)) {
        complain("nothing is said of " first[depth] " [" number_of(comment[depth]) "] in " sentences)
        return ""
    }
    if (made_of[first[depth]] != number_of(comment[depth]))
        complain(first[depth] " says something else by now: mend its sentence in " sentences ", and write [" number_of(comment[depth]) "]")
    used[first[depth]] = 1
    return told[first[depth]]
}
function open_section(key, text) {
    path[++depth] = depth > 1 ? path[depth - 1] "." key : key
    order[++sections] = path[depth]
    intro[path[depth]] = text
    comment[depth] = first[depth] = ""
}
function add_entry(text, sentence,    at) {
    at = path[depth]
    if (joined && rows[at]) keys[at, rows[at]] = keys[at, rows[at]] "<br>`" cell(text) "`"
    else { rows[at]++; keys[at, rows[at]] = "`" cell(text) "`"; meaning[at, rows[at]] = sentence }
}
BEGIN {
    depth = 0
    letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
    while (sentences && (getline line < sentences) > 0) {
        at = index(line, ": ")
        if (!at || line ~ /^#/) continue
        split(substr(line, 1, at - 1), name, /[ \[\]]+/)
        told[name[1]] = substr(line, at + 2)
        made_of[name[1]] = name[2]
    }
}
/^[ \t]*$/ { comment[depth] = first[depth] = ""; fresh = 1; joined = 0; next }
/^[ \t]*#/ {
    if (!fresh) comment[depth] = ""
    line = $0; sub(/^[ \t]*# ?/, "", line)
    if (line ~ /^  /) line = "`" trimmed(line) "`"
    comment[depth] = comment[depth] (comment[depth] == "" ? "" : " ") trimmed(line)
    fresh = 1; first[depth] = ""; joined = 0
    next
}
/^[ \t]*}/ { depth--; joined = 0; fresh = 0; next }
/{[ \t]*$/ {
    key = trimmed($0); sub(/[ \t]*{$/, "", key)
    open_section(key, about(key))
    fresh = 0; joined = 0
    next
}
{
    text = trimmed($0)
    key = text; sub(/[ \t]*[={].*$/, "", key)
    sentence = about(key)
    if (depth) add_entry(text, sentence)
    else { depth = 0; order[++sections] = key; intro[key] = sentence }
    joined = 1; fresh = 0
}
END {
    for (known in told) if (!(known in used)) complain("there is no comment over " known)
    if (lacking) exit 1
    for (number = 1; number <= sections; number++) {
        at = order[number]
        printf "\n## %s\n", at
        if (intro[at] != "") printf "\n%s\n", intro[at]
        if (rows[at]) print "\n| | |\n|---|---|"
        for (row = 1; row <= rows[at]; row++) printf "| %s | %s |\n", keys[at, row], cell(meaning[at, row])
    }
}
