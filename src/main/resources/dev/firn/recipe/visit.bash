# The end of what an interactive shell of firn reads first. Only bash with line editing knows how to
# leave the colours of a prompt out of its width.
\builtin unset -v HISTFILE
\builtin set +o histexpand
PS1=@prompt@
if [[ :$SHELLOPTS: == *:emacs:* || :$SHELLOPTS: == *:vi:* ]]; then
  PS1='\[\e[1m\]['$PS1']\[\e[0m\] \w \$ '
  # What is typed is UTF-8, whatever the locale of the build.
  \builtin bind 'set convert-meta off' 'set input-meta on' 'set output-meta on'
else
  PS1='['$PS1'] \w \$ '
  \builtin printf '%s\n' "this bash cannot edit lines; one that can: --with nixpkgs#bashInteractive" >&2
fi
