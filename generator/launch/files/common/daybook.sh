#!/bin/sh
# Runs Daybook for this site:  sh daybook.sh build,  sh daybook.sh serve …
#
# It takes the daybook on this machine's PATH. Where there is none it takes the
# source that is named here, builds it with Go 1.26 or later, and keeps the
# program in .daybook/program. A new VERSION (a tag, a branch or a commit) is
# all that it takes to move to another Daybook.
set -eu
SOURCE=${DAYBOOK_SOURCE:-'<%.Source%>'}
VERSION=${DAYBOOK_VERSION:-'<%.Version%>'}

cd "$(dirname "$0")"
if command -v daybook >/dev/null 2>&1; then
  exec daybook "$@"
fi
if [ -z "$SOURCE" ]; then
  echo 'daybook.sh: there is no daybook on this machine, and no source is named' >&2
  echo '  put the address of its git repository after SOURCE in daybook.sh, or into DAYBOOK_SOURCE' >&2
  exit 3
fi
for tool in git go; do
  if ! command -v "$tool" >/dev/null 2>&1; then
    echo "daybook.sh: $tool is needed to build Daybook, and it is not installed" >&2
    exit 3
  fi
done
kept=$PWD/.daybook/program
mkdir -p "$kept/source"
[ -d "$kept/source/.git" ] || git init -q "$kept/source"
if git -C "$kept/source" fetch -q --depth 1 -- "$SOURCE" "$VERSION"; then
  commit=$(git -C "$kept/source" rev-parse FETCH_HEAD)
  if [ ! -x "$kept/daybook" ] || [ "$(cat "$kept/commit" 2>/dev/null)" != "$commit" ]; then
    git -C "$kept/source" -c advice.detachedHead=false checkout -q -f "$commit"
    (cd "$kept/source" && go build -o "$kept/daybook.new" ./generator)
    mv "$kept/daybook.new" "$kept/daybook"
    echo "$commit" >"$kept/commit"
  fi
elif [ -x "$kept/daybook" ]; then
  echo "daybook.sh: $SOURCE does not answer; the Daybook that was built last is used" >&2
else
  exit 3
fi
exec "$kept/daybook" "$@"
