# Completion of healthcheck(1) for bash. The program itself says what can follow: verbs, options and the services of its configuration.

_healthcheck() {
    local current=${COMP_WORDS[COMP_CWORD]} word
    COMPREPLY=()
    while IFS= read -r word; do
        case $word in
        "" | /* | -h | -\?) continue ;;
        # A dash has to be asked for: where nothing but options can follow, a file can too.
        -*) [[ $current == -* ]] || continue ;;
        esac
        if [[ $word == "$current"* ]]; then COMPREPLY+=("$word"); fi
    done < <("$1" "[suggest:$COMP_POINT]" "$COMP_LINE" 2>/dev/null)
}

# Where the program says nothing, as for --config and the files of simulate: file names.
complete -o default -F _healthcheck healthcheck
