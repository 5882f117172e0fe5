# Completion of healthcheck(1) for fish. The program itself says what can follow: verbs, options and the services of its configuration.

function __healthcheck_offers
    set --local line (commandline --cut-at-cursor --current-process | string collect)
    set --local current (commandline --cut-at-cursor --current-token)
    set --local program (commandline --tokenize --current-process)[1]
    for word in ($program "[suggest:"(string length -- $line)"]" $line 2>/dev/null)
        # A dash has to be asked for: where nothing but options can follow, a file can too.
        if string match --quiet --regex -- '^(/|-h$|-\?$)' $word
            continue
        else if string match --quiet -- '-*' $word; and not string match --quiet -- '-*' "$current"
            continue
        end
        echo $word
    end
end

# Where the program says nothing, as for --config and the files of simulate: file names.
complete --command healthcheck --condition 'count (__healthcheck_offers) >/dev/null' --no-files --arguments '(__healthcheck_offers)'
