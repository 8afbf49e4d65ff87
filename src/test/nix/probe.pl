# What a builder can see and do, one fact a line: `kind name = value`. To be run as the builder of a
# derivation; the report is its output. Numbers that differ from run to run are left out.
use strict;
use warnings;
use Errno ();
use Fcntl qw(:DEFAULT :mode);
use POSIX ();
use Socket;

my @report;

sub note { my ($kind, $name, $value) = @_; push @report, "$kind $name = " . printable($value); }

sub printable {
    my ($text) = @_;
    $text = 'nothing' unless defined $text;
    $text =~ s/([^\x20-\x7e])/sprintf('\\x%02x', ord $1)/ge;
    return $text;
}

# The name of an error, as in errno(3).
sub error {
    my $number = $! + 0;
    for my $name (sort keys %!) { return $name if Errno->can($name) && Errno->can($name)->() == $number; }
    return $number;
}

sub outcome { my ($done) = @_; return $done ? 'done' : error(); }

sub content {
    my ($path) = @_;
    open my $file, '<', $path or return 'cannot be read: ' . error();
    binmode $file;
    local $/;
    my $text = <$file>;
    return defined $text ? $text : 'cannot be read: ' . error();
}

my ($machine) = (POSIX::uname())[4];
my %calls = $machine eq 'aarch64'
    ? (mount => 40, umount2 => 39, unshare => 97, chroot => 51, mknodat => 33, sethostname => 161,
       setxattr => 5, fchmodat => 53, fchmodat2 => 452, fchmod => 52, keyctl => 219, add_key => 217,
       personality => 92, sched_getscheduler => 120, ioprio_get => 31, bpf => 280, io_uring => 425,
       ptrace => 117, setgroups => 159, setuid => 146, clock_settime => 112, prctl => 167,
       perf_event_open => 241, userfaultfd => 282, swapon => 224, reboot => 142, syslog => 116)
    : (mount => 165, umount2 => 166, unshare => 272, chroot => 161, mknodat => 259, sethostname => 170,
       setxattr => 188, fchmodat => 268, fchmodat2 => 452, fchmod => 91, keyctl => 250, add_key => 248,
       personality => 135, sched_getscheduler => 145, ioprio_get => 252, bpf => 321, io_uring => 425,
       ptrace => 101, setgroups => 116, setuid => 105, clock_settime => 227, prctl => 157,
       perf_event_open => 298, userfaultfd => 323, swapon => 167, reboot => 169, syslog => 103);

# A system call's answer, or the error's name.
sub call {
    my ($name, @arguments) = @_;
    my $answer = syscall($calls{$name}, @arguments);
    return $answer == -1 ? error() : $answer;
}

# The same in a child, which the call may change.
sub call_aside {
    my ($name, @arguments) = @_;
    pipe(my $in, my $out) or return 'no pipe';
    my $child = fork();
    if (!$child) { close $in; syswrite $out, call($name, @arguments); POSIX::_exit(0); }
    close $out;
    my $answer = do { local $/; <$in> };
    waitpid $child, 0;
    return $answer;
}

sub kind_of {
    my ($mode) = @_;
    return S_ISDIR($mode) ? 'directory' : S_ISREG($mode) ? 'file' : S_ISLNK($mode) ? 'link'
        : S_ISCHR($mode) ? 'device' : S_ISFIFO($mode) ? 'pipe' : S_ISSOCK($mode) ? 'socket' : 'block';
}

# Type, mode, owner and, of small things, content.
sub describe {
    my ($path, $deep) = @_;
    my @facts = lstat $path or return error();
    my ($mode, $uid, $gid, $rdev) = @facts[2, 4, 5, 6];
    my $text = sprintf '%s %04o %d:%d', kind_of($mode), S_IMODE($mode), $uid, $gid;
    $text .= ' -> ' . readlink $path if S_ISLNK($mode);
    $text .= sprintf ' %d,%d', $rdev >> 8 & 0xfff, $rdev & 0xff if S_ISCHR($mode);
    $text .= ' ' . content($path) if $deep && S_ISREG($mode);
    return $text;
}

sub names_in {
    my ($directory) = @_;
    opendir my $open, $directory or return ('cannot be listed: ' . error());
    return sort grep { $_ ne '.' && $_ ne '..' } readdir $open;
}

sub list {
    my ($directory, $deep) = @_;
    (my $prefix = $directory) =~ s{/?$}{/};
    note('file', $directory, describe($directory));
    note('file', "$prefix$_", describe("$prefix$_", $deep)) for names_in($directory);
}

# --- The process
note('process', 'name', content('/proc/self/comm'));
note('process', 'number', $$);
note('process', 'parent', getppid());
note('process', 'group', getpgrp());
note('process', 'session', POSIX::getpgrp() == getpgrp() ? (split ' ', content('/proc/self/stat'))[5] : '');
note('process', 'terminal', (split ' ', content('/proc/self/stat'))[6]);
note('process', 'niceness', getpriority(0, 0));
note('process', 'scheduler', call('sched_getscheduler', 0));
note('process', 'input and output priority', call('ioprio_get', 1, 0));
note('process', 'memory killer', content('/proc/self/oom_score_adj'));
note('process', 'personality', content('/proc/self/personality'));
note('process', 'dumpable', call('prctl', 3, 0, 0, 0, 0));
note('process', 'death signal', do { my $signal = pack 'i', -1; call('prctl', 2, $signal, 0, 0, 0); unpack 'i', $signal });
note('process', 'subreaper', do { my $is = pack 'i', -1; call('prctl', 37, $is, 0, 0, 0); unpack 'i', $is });
note('process', 'umask', sprintf '%04o', umask);
note('process', 'directory', POSIX::getcwd());
note('process', 'root', readlink '/proc/self/root');
note('process', 'others', join ' ', grep { /^\d+$/ && $_ != $$ } names_in('/proc'));
for my $line (split /\n/, content('/proc/self/status')) {
    my ($name, $value) = split /:\s*/, $line, 2;
    note('status', $name, $value) if $name =~ /^(Uid|Gid|Groups|Cap\w+|NoNewPrivs|Seccomp|Sig(Blk|Ign|Cgt)|Tracer\w+|NSpid|NSpgid|NSsid|Speculation\w+|CoreDumping|THP_enabled)$/;
}
note('limit', $_->[0], $_->[1]) for map { [/^(.{25}\S?)\s+(.*)/] } grep { !/^Limit/ } split /\n/, content('/proc/self/limits');
note('map', $_, join ' ', split ' ', content("/proc/self/$_")) for qw(uid_map gid_map setgroups);
note('argument', 'zero', (split /\0/, content('/proc/self/cmdline'))[0]);
note('argument', 'script', $0);
note('argument', $_, $ARGV[$_]) for 0 .. $#ARGV;
note('variable', $_, $ENV{$_}) for sort keys %ENV;
note('name', $_->[0], $_->[1]) for (['host', (POSIX::uname())[1]], ['machine', $machine],
    ['domain', content('/proc/sys/kernel/domainname')], ['release', (POSIX::uname())[2]]);

# --- Streams
for my $number (map { $_ + 0 } grep { /^\d+$/ } names_in('/proc/self/fd')) {
    my $leads = readlink "/proc/self/fd/$number";
    next if !defined $leads || $leads =~ m{^/proc/\d+/fd$} || $leads eq $0;
    $leads =~ s{/dev/pts/\d+}{/dev/pts/N};
    note('stream', $number, "$leads " . (POSIX::isatty($number) ? 'terminal' : 'no terminal'));
}
for my $number (1, 2) {
    my $modes = "\0" x 64;
    ioctl(my $stream = $number == 1 ? *STDOUT : *STDERR, 0x5401, $modes)
        or do { note('terminal', $number, error()); next };
    my ($in, $out, $control, $local) = unpack 'L4', $modes;
    # The speed is in the control modes too.
    note('terminal', "$number modes", sprintf '%06o %06o %06o %06o', $in, $out, $control, $local);
    note('terminal', "$number characters", unpack 'H*', substr $modes, 17, 19);
    my $size = "\0" x 8;
    ioctl $stream, 0x5413, $size;
    note('terminal', "$number size", join ' ', unpack 'S4', $size);
}
note('terminal', 'controlling', do { my $tty; open($tty, '+<', '/dev/tty') ? 'one' : error() });

# --- Files
list('/');
list($_, 1) for '/etc', '/etc/ssl', '/etc/ssl/certs', '/build', '/tmp', '/dev/shm', '/dev/pts';
list('/dev');
note('file', '/nix', describe('/nix'));
note('file', '/nix/store', describe('/nix/store'));
note('store', $_, describe("/nix/store/$_")) for names_in('/nix/store');
note('listing', $_, join ' ', names_in($_)) for '/nix', '/sys';
note('user', $_->[0], join ':', map { defined $_ ? $_ : '' } @$_) for (map { [getpwnam $_] } qw(root nixbld nobody)), [getpwuid $<];
note('group', $_->[0], join ':', map { defined $_ ? $_ : '' } @$_) for map { [getgrnam $_] } qw(root nixbld nogroup);

# --- Mounts
for my $line (sort split /\n/, content('/proc/self/mountinfo')) {
    my ($before, $after) = split / - /, $line, 2;
    my (undef, undef, undef, $root, $point, $options, @flags) = split / /, $before;
    my ($type, $source, $more) = split / /, $after, 3;
    note('mount', $point, "$options @flags $type $source $more");
}

# --- What is allowed
my ($out) = content('/build/.attrs.json') =~ /"outputs":\{"out":"([^"]*)"/;
$out = $ENV{out} unless defined $out;
sub create { my ($path) = @_; sysopen(my $file, $path, O_WRONLY | O_CREAT | O_EXCL) or return error(); close $file; unlink $path; return 'done'; }
note('create', $_, create("$_/new")) for '/', '/etc', '/nix', '/nix/store', '/build', '/tmp', '/dev', '/dev/shm', '/proc', '/proc/sys', '/sys', '/bin', '/usr', '/root';
note('open', $_, do { open(my $file, '+<', $_) ? 'done' : error() }) for qw(/dev/null /dev/zero /dev/full /dev/random /dev/urandom /dev/tty /dev/ptmx /dev/kvm /dev/fuse /dev/mem /dev/console /dev/net/tun /proc/sys/kernel/hostname /proc/sysrq-trigger /proc/kmsg /proc/kcore /proc/self/oom_score_adj /proc/sys/vm/drop_caches /proc/self/mem /etc/passwd /etc/hosts);
my ($input) = grep { -d "/nix/store/$_" && -e "/nix/store/$_/kept" } names_in('/nix/store');
if (defined $input) {
    my $directory = "/nix/store/$input";
    note('input', 'create', create("$directory/new"));
    note('input', 'write', do { open(my $file, '+<', "$directory/kept") ? 'done' : error() });
    note('input', 'chmod', outcome(chmod 0555, $directory));
    note('input', 'touch', outcome(utime 1, 1, "$directory/kept"));
    note('input', 'rename', outcome(rename $directory, "$directory-moved"));
    note('input', 'link into the build directory', outcome(link "$directory/kept", '/build/linked'));
    note('input', 'link into the store', outcome(link "$directory/kept", "$out-linked"));
    note('input', 'kept', describe("$directory/kept", 1));
}
my $mine = '/build/mine';
open my $new, '>', $mine or die "$mine: $!";
note('allowed', 'new file', describe($mine));
note('allowed', sprintf('chmod %04o', $_), outcome(chmod $_, $mine)) for 0755, 0777, 01777, 02755, 04755, 06755;
note('allowed', sprintf('fchmod %04o', $_), call('fchmod', fileno $new, $_)) for 0755, 02755, 04755;
note('allowed', sprintf('fchmodat %04o', $_), call('fchmodat', -100, $mine, $_)) for 0755, 02755, 04755;
note('allowed', sprintf('fchmodat2 %04o', $_), call('fchmodat2', -100, $mine, $_, 0)) for 0755, 02755, 04755;
note('allowed', 'left mode', describe($mine));
mkdir '/build/directory';
note('allowed', sprintf('directory %04o', $_), outcome(chmod $_, '/build/directory')) for 01777, 02755;
note('allowed', 'new setuid file', do { sysopen(my $file, '/build/setuid', O_WRONLY | O_CREAT, 04755) ? describe('/build/setuid') : error() });
note('allowed', 'attribute', call('setxattr', $mine, 'user.x', 'y', 1, 0));
note('allowed', 'rights of others', outcome(chown 0, 0, $mine));
note('allowed', 'own rights', outcome(chown $<, -1, $mine));
note('allowed', 'other group', outcome(chown -1, 0, $mine));
note('allowed', 'hard link', outcome(link $mine, '/build/mine2'));
note('allowed', 'hard link into the store', outcome(link $mine, "$out-link"));
note('allowed', 'rename into the store', outcome(rename '/build/mine2', "$out-moved"));
note('allowed', 'symbolic link', outcome(symlink 'nowhere', '/build/link'));
note('allowed', 'pipe', outcome(POSIX::mkfifo('/build/pipe', 0600)));
note('allowed', 'device', call('mknodat', -100, '/build/device', 020600, 0x103));
note('allowed', 'time before 1970', do { utime -5, -5, $mine; (stat $mine)[9] });
note('allowed', 'far time', do { utime 4e9, 4e9, $mine; (stat $mine)[9] });
note('allowed', 'run from the build directory', do {
    open my $script, '>', '/build/run'; print $script "#!/bin/sh\nexit 7\n"; close $script; chmod 0755, '/build/run';
    system('/build/run') >> 8 });
note('allowed', 'mount', call_aside('mount', 'none', '/tmp', 'tmpfs', 0, 0));
note('allowed', 'unmount', call_aside('umount2', '/tmp', 0));
note('allowed', 'chroot', call_aside('chroot', '/build'));
note('allowed', 'host name', call_aside('sethostname', 'other', 5));
note('allowed', 'clock', call_aside('clock_settime', 0, pack 'qq', 1, 0));
note('allowed', 'be root', call_aside('setuid', 0));
note('allowed', 'groups', call_aside('setgroups', 0, 0));
note('allowed', 'kernel log', call_aside('syslog', 10, 0, 0));
note('allowed', 'reboot', call_aside('reboot', 0, 0, 0, 0));
note('allowed', 'swap', call_aside('swapon', '/build/mine', 0));
note('allowed', 'key', call('keyctl', 0, -3, 0) =~ /^\d+$/ ? 'done' : error());
note('allowed', 'key of the caller', call('keyctl', 10, -3, 'user', 'firn-probe', 0) =~ /^\d+$/ ? 'done' : error());
note('allowed', 'trace a child', do {
    my $child = fork(); if (!$child) { sleep 5; POSIX::_exit(0) }
    my $answer = call('ptrace', 16, $child, 0, 0); kill 9, $child; waitpid $child, 0; $answer });
note('allowed', "namespace $_->[0]", call_aside('unshare', $_->[1])) for (['of users', 0x10000000], ['of mounts', 0x20000],
    ['of users and mounts', 0x10020000], ['of networks', 0x40000000], ['of hosts', 0x04000000], ['of processes', 0x20000000]);
note('allowed', 'signal to the parent', outcome(kill 0, getppid()));
note('allowed', 'no child is left', waitpid(-1, POSIX::WNOHANG()));

# --- Network
note('network', 'devices', join ' ', grep { /\S/ } map { /^\s*(\w+):/ ? $1 : '' } split /\n/, content('/proc/net/dev'));
socket(my $tcp, PF_INET, SOCK_STREAM, 0) or note('network', 'socket', error());
note('network', 'loopback flags', do { my $request = pack 'a16 x24', 'lo'; ioctl($tcp, 0x8913, $request) ? sprintf('%#x', unpack 'x16 S', $request) : error() });
note('network', 'listen', outcome(bind($tcp, sockaddr_in(0, INADDR_LOOPBACK)) && listen $tcp, 1));
socket(my $client, PF_INET, SOCK_STREAM, 0);
note('network', 'connect to oneself', outcome(connect $client, getsockname $tcp));
socket(my $other, PF_INET, SOCK_STREAM, 0);
note('network', 'connect to a closed port', outcome(connect $other, sockaddr_in(1, INADDR_LOOPBACK)));
socket(my $far, PF_INET, SOCK_DGRAM, 0);
note('network', 'connect elsewhere', outcome(connect $far, sockaddr_in(53, pack 'C4', 192, 0, 2, 1)));
note('network', 'sixth version', do { my $six; socket($six, PF_INET6, SOCK_STREAM, 0) ? outcome(bind $six, pack_sockaddr_in6(0, Socket::inet_pton(AF_INET6, '::1'))) : error() });
note('network', 'raw', do { socket(my $raw, PF_INET, SOCK_RAW, 1) ? 'done' : error() });
note('network', 'packets', do { socket(my $raw, 17, SOCK_RAW, 0) ? 'done' : error() });
note('network', 'netlink', do { socket(my $link, 16, SOCK_RAW, 0) ? 'done' : error() });
note('network', 'low port', do { socket(my $low, PF_INET, SOCK_STREAM, 0); outcome(bind $low, sockaddr_in(80, INADDR_LOOPBACK)) });
note('network', 'local socket', do { socket(my $local, PF_UNIX, SOCK_STREAM, 0); outcome(bind $local, sockaddr_un('/build/socket')) });
note('network', 'abstract socket', do { socket(my $local, PF_UNIX, SOCK_STREAM, 0); outcome(bind $local, sockaddr_un("\0firn-probe")) });
note('network', "address of $_", do { my $address = gethostbyname $_; $address ? Socket::inet_ntoa($address) : 'unknown' }) for 'localhost', 'example.invalid';
note('network', "service $_", scalar getservbyname $_, 'tcp') for 'http';
note('network', 'queues of messages', content('/proc/sysvipc/msg') =~ tr/\n// - 1);

# --- File systems
unlink "$out-moved";
note('left', $_, describe("/build/$_")) for names_in('/build');
open my $report, '>', $out or die "$out: $!";
if (($ENV{report} || '') eq 'log') {
    print $report "hello\n";
    print map { "fact: $_\n" } @report;
} else {
    print $report map { "$_\n" } @report;
}
close $report or die "$out: $!";
