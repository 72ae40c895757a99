#!/usr/bin/env bash
# Chat with the server in a terminal; needs bash, curl and jq.
#
# Usage: bash chat.sh [URL]. The variable LLAMA_API_KEY gives a key. An empty line or the end of the input ends it.
set -euo pipefail

url=${1:-http://127.0.0.1:8080}
messages='[]'

say() { # role, text
    messages=$(jq --compact-output --arg role "$1" --arg content "$2" '. + [{$role, $content}]' <<<"$messages")
}

# The answer goes to the terminal as it comes, and into $text.
answer() {
    text=''
    local line piece
    while IFS= read -r line || [[ -n $line ]]; do
        case $line in
        'data: [DONE]' | '') continue ;;
        'data: '*) line=${line#data: } ;;
        esac
        if piece=$(jq --exit-status --raw-output '.error.message' <<<"$line"); then
            printf '%s\n' "$piece" >&2
            exit 1
        fi
        # A mark at the end keeps the line breaks that $(...) would cut off.
        piece=$(jq --join-output '(.choices[0].delta.content // ""), "."' <<<"$line")
        printf '%s' "${piece%.}"
        text+=${piece%.}
    done < <(
        jq --null-input --compact-output --argjson messages "$messages" '{$messages, stream: true}' |
            curl --silent --show-error --no-buffer --header 'Content-Type: application/json' \
                --header "Authorization: Bearer ${LLAMA_API_KEY:-}" --data-binary @- "$url/v1/chat/completions"
    )
    # Whether curl has reached the server.
    wait $!
    printf '\n'
}

while printf '> ' && IFS= read -r question && [[ -n $question ]]; do
    say user "$question"
    answer
    say assistant "$text"
done
