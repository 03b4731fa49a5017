# As much of curl as the pages use, in bash alone: the examples run where curl is missing, and without a process for each.
# Prints the answer, and appends its status and body to the file that EXAMPLE_ANSWERS names, one line each.
curl() {
  local LC_ALL=C url= method= headers= body= sends=
  while [ $# -gt 0 ]; do
    case "$1" in
      -s|-sS) ;;
      -X) method=$2; shift ;;
      -H) headers+="$2"$'\r\n'; shift ;;
      -d) body=$2; sends=1; shift ;;
      http://*) url=$1 ;;
      *) echo "0 $1 is not known to the curl of the tests" >>"$EXAMPLE_ANSWERS"; return 2 ;;
    esac
    shift
  done
  local rest=${url#http://}
  local authority=${rest%%/*}
  [ -n "$method" ] || method=${sends:+POST}
  # As the real one does, where the caller does not say what it sends.
  case "$headers" in *[Cc]ontent-[Tt]ype:*) ;; *) headers+=${sends:+"content-type: application/x-www-form-urlencoded"$'\r\n'} ;; esac

  exec 9<>"/dev/tcp/${authority%:*}/${authority##*:}"
  printf '%s /%s HTTP/1.0\r\nhost: %s\r\n%scontent-length: %s\r\n\r\n%s' \
    "${method:-GET}" "${rest#*/}" "$authority" "$headers" "${#body}" "$body" >&9
  local status line answer
  read -r line status line <&9
  while IFS= read -r line <&9; [ -n "${line%$'\r'}" ]; do :; done
  answer=$(cat <&9)
  exec 9>&-
  # On a busy machine a long move of the clock goes on after its answer, as a job; the server of the examples runs none,
  # and goes on where it is asked for the same time again.
  if [[ $url == */test-clock && $answer == *'"status":"advancing"'* ]]; then
    local target=${answer#*\"targetTime\":\"}
    curl "$url" -H "${headers%$'\r\n'}" -d "{\"frozenTime\": \"${target%%\"*}\"}"
    return
  fi
  echo "$status $answer" >>"$EXAMPLE_ANSWERS"
  printf '%s' "$answer"
}
