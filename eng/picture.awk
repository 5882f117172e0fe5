# A picture (SVG) of lines of text with the colours of a terminal. -v title=… stands above them.
function escaped(text) {
    gsub(/&/, "\\&amp;", text); gsub(/</, "\\&lt;", text); gsub(/>/, "\\&gt;", text)
    return text
}
BEGIN {
    colour["31"] = "#f47067"; colour["32"] = "#57ab5a"; colour["33"] = "#c69026"
    size = 13; high = 19; wide = 7.85; longest = length(title) + 4
}
{
    plain = $0; gsub(/\033\[[0-9;?]*[A-Za-z]/, "", plain)
    if (length(plain) > longest) longest = length(plain)
    drawn = ""; rest = $0
    while (match(rest, /\033\[[0-9;?]*[A-Za-z]/)) {
        drawn = drawn escaped(substr(rest, 1, RSTART - 1))
        code = substr(rest, RSTART + 2, RLENGTH - 3)
        drawn = drawn (code in colour ? "<tspan fill=\"" colour[code] "\">" : code == "0" ? "</tspan>" : "")
        rest = substr(rest, RSTART + RLENGTH)
    }
    lines[++count] = drawn escaped(rest)
}
END {
    width = int(longest * wide + 40); height = (count + 3) * high
    printf "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\">\n", width, height, width, height
    printf "<rect width=\"100%%\" height=\"100%%\" rx=\"8\" fill=\"#22272e\"/>\n"
    fonts = "ui-monospace, DejaVu Sans Mono, Menlo, Consolas, monospace"
    printf "<g font-family=\"%s\" font-size=\"%d\" style=\"white-space: pre\" xml:space=\"preserve\">\n", fonts, size
    printf "<text x=\"20\" y=\"%d\" fill=\"#768390\">$ %s</text>\n", high + 6, escaped(title)
    for (at = 1; at <= count; at++)
        printf "<text x=\"20\" y=\"%d\" fill=\"#cdd9e5\">%s</text>\n", (at + 1) * high + 14, lines[at]
    print "</g>\n</svg>"
}
