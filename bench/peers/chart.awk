# Draws bars, each ten times as long a time as a step to the right: NAME <tab> MEDIAN <tab> WORDS <tab> WORST, microseconds.
BEGIN { FS = "\t"; left = 290; decade = 85; top = 44; height = 30; first = 10000 }
{ name[NR] = $1; median[NR] = $2; words[NR] = $3; worst[NR] = $4 }

function at(microseconds) { return left + decade * log(microseconds < first ? 1 : microseconds / first) / log(10) }
function escaped(text) { gsub(/&/, "\\&amp;", text); gsub(/</, "\\&lt;", text); return text }

END {
    width = left + decade * 5.3; bottom = top + NR * height
    printf "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" role=\"img\" aria-labelledby=\"title\" font-family=\"sans-serif\" font-size=\"13\">\n", width + 20, bottom + 36, width + 20
    print "<title id=\"title\">From the kill of a worker until it is up again: median, and a line to the worst</title>"
    printf "<rect width=\"100%%\" height=\"100%%\" fill=\"#ffffff\"/>\n<text x=\"10\" y=\"24\" font-size=\"15\" fill=\"#1f2328\">From the kill of a worker until it is up again (median, line to the worst; logarithmic)</text>\n"
    split("10 ms,100 ms,1 s,10 s,100 s,1000 s", mark, ",")
    for (i = 1; i <= 6; i++) {
        x = left + decade * (i - 1)
        printf "<line x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\" stroke=\"#d0d7de\"/><text x=\"%d\" y=\"%d\" text-anchor=\"middle\" fill=\"#57606a\">%s</text>\n", x, top - 6, x, bottom, x, bottom + 18, mark[i]
    }
    for (i = 1; i <= NR; i++) {
        y = top + (i - 1) * height
        printf "<text x=\"%d\" y=\"%d\" text-anchor=\"end\" fill=\"#1f2328\">%s</text>\n", left - 10, y + 17, escaped(name[i])
        printf "<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"18\" fill=\"%s\"/>\n", left, y + 4, at(median[i]) - left + 1, name[i] ~ /^healthcheck/ ? "#1a7f37" : "#8c959f"
        printf "<line x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\" stroke=\"#1f2328\"/>\n", at(median[i]), y + 13, at(worst[i]), y + 13
        printf "<text x=\"%.1f\" y=\"%d\" fill=\"#1f2328\">%s</text>\n", at(worst[i]) + 6, y + 17, escaped(words[i])
    }
    print "</svg>"
}
