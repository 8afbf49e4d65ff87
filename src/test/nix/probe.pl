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
# Numbers of system calls, of x86_64 and of aarch64.
my %calls = (
    mount => [165, 40], umount2 => [166, 39], unshare => [272, 97], chroot => [161, 51], mknodat => [259, 33],
    sethostname => [170, 161], setxattr => [188, 5], fchmodat => [268, 53], fchmodat2 => [452, 452],
    fchmod => [91, 52], keyctl => [250, 219], add_key => [248, 217], personality => [135, 92],
    sched_getscheduler => [145, 120], ioprio_get => [252, 31], bpf => [321, 280], io_uring => [425, 425],
    ptrace => [101, 117], setgroups => [116, 159], setuid => [105, 146], clock_settime => [227, 112],
    prctl => [157, 167], perf_event_open => [298, 241], userfaultfd => [323, 282], swapon => [167, 224],
    reboot => [169, 142], syslog => [103, 116], statfs => [137, 43], renameat2 => [316, 276],
    name_to_handle_at => [303, 264], symlinkat => [266, 36], linkat => [265, 37], copy_file_range => [326, 285],
    fallocate => [285, 47], listxattr => [194, 11], getxattr => [191, 8], inotify_init1 => [294, 26],
    inotify_add_watch => [254, 27], fanotify_init => [300, 262], memfd_create => [319, 279],
    process_vm_readv => [310, 270], kcmp => [312, 272], pidfd_open => [434, 434], landlock => [444, 444],
    seccomp => [317, 277], statx => [332, 291], mlock => [149, 228], sched_setaffinity => [203, 122],
    sched_setscheduler => [144, 119], ioprio_set => [251, 30], quotactl => [179, 60], acct => [163, 89],
    shmget => [29, 194], msgget => [68, 186], semget => [64, 190], mq_open => [240, 180],
    mq_unlink => [241, 181], open_by_handle_at => [304, 265], init_module => [175, 105],
    kexec_load => [246, 104], move_pages => [279, 239], set_mempolicy => [238, 237], setns => [308, 268],
    pivot_root => [155, 41], fsopen => [430, 430], open_tree => [428, 428], mount_setattr => [442, 442],
    syncfs => [306, 267], membarrier => [324, 283], adjtimex => [159, 171], vhangup => [153, 58],
    utimensat => [280, 88], setfsuid => [122, 151], capset => [126, 91], execveat => [322, 281],
);
my $processor = $machine eq 'aarch64' ? 1 : 0;

# A system call's answer, or the error's name. What the kernel writes is in the caller's variables then.
sub call {
    my ($name, @arguments) = @_;
    my $answer = syscall($calls{$name}[$processor], @arguments);
    my $said = $answer == -1 ? error() : $answer;
    for my $number (1 .. $#_) { $_[$number] = $arguments[$number - 1] if $_[$number] ne $arguments[$number - 1]; }
    return $said;
}

# What a block says in a child, which it may change for the worse.
sub aside(&) {
    my ($block) = @_;
    pipe(my $in, my $out) or return 'no pipe';
    my $child = fork();
    if (!$child) { close $in; my $said = $block->(); syswrite $out, $said; POSIX::_exit(0); }
    close $out;
    my $answer = do { local $/; <$in> };
    waitpid $child, 0;
    return $answer;
}

sub call_aside { my @words = @_; return aside { call(@words) }; }

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
note('process', 'group of the scheduler', content('/proc/self/autogroup') =~ /(nice.*)/);
note('process', $_, content("/proc/self/$_")) for qw(coredump_filter cgroup timerslack_ns loginuid sessionid cpuset attr/current);
note('process', 'order of variables', join ' ', map { /^(\w+)/ } split /\0/, content('/proc/self/environ'));
for my $pair (map { [unpack 'Q2', $_] } grep { length == 16 } unpack '(a16)*', content('/proc/self/auxv')) {
    my ($kind, $value) = @$pair;
    note('process', 'secure', $value) if $kind == 23;
    next unless $kind == 31;
    open my $memory, '<', '/proc/self/mem' or next;
    sysseek $memory, $value, 0;
    sysread $memory, my $name, 100;
    note('process', 'executed file', $name =~ /^([^\0]*)/);
}
note('process', 'umask', sprintf '%04o', umask);
note('process', 'directory', POSIX::getcwd());
note('process', 'root', readlink '/proc/self/root');
note('process', 'others', join ' ', grep { /^\d+$/ && $_ != $$ } names_in('/proc'));
for my $line (split /\n/, content('/proc/self/status')) {
    my ($name, $value) = split /:\s*/, $line, 2;
    note('status', $name, $value) if $name =~ /^(Uid|Gid|Groups|Cap\w+|NoNewPrivs|Seccomp|Sig(Blk|Ign|Cgt)|Tracer\w+|NSpid|NSpgid|NSsid|Speculation\w+|CoreDumping|THP_enabled|Cpus_allowed_list|Mems_allowed_list)$/;
}
note('limit', $_->[0], $_->[1]) for map { [/^(.{25}\S?)\s+(.*)/] } grep { !/^Limit/ } split /\n/, content('/proc/self/limits');
note('map', $_, join ' ', split ' ', content("/proc/self/$_")) for qw(uid_map gid_map setgroups);
note('argument', 'zero', (split /\0/, content('/proc/self/cmdline'))[0]);
note('argument', 'script', $0);
note('argument', $_, $ARGV[$_]) for 0 .. $#ARGV;
note('variable', $_, $ENV{$_}) for sort keys %ENV;
note('name', $_->[0], $_->[1]) for (['host', (POSIX::uname())[1]], ['machine', $machine],
    ['domain', content('/proc/sys/kernel/domainname')], ['release', (POSIX::uname())[2]]);

note('setting', $_, content("/proc/sys/$_")) for (map { "kernel/$_" } qw(core_pattern shmmax shmall shmmni msgmax msgmnb msgmni sem shm_rmid_forced
    pid_max ngroups_max cap_last_cap keys/maxkeys randomize_va_space yama/ptrace_scope unprivileged_bpf_disabled perf_event_paranoid)),
    (map { "user/max_${_}_namespaces" } qw(user mnt pid net uts ipc cgroup time)), 'user/max_inotify_watches', 'fs/mqueue/msg_max',
    (map { "net/$_" } qw(core/somaxconn ipv4/ip_unprivileged_port_start ipv4/ping_group_range ipv4/ip_local_port_range ipv4/ip_forward
    ipv6/conf/all/disable_ipv6 ipv6/bindv6only unix/max_dgram_qlen)), 'vm/overcommit_memory', 'vm/max_map_count', 'fs/protected_hardlinks';

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

note('links', $_, (lstat)[3] // error()) for '/', '/etc', '/dev', '/nix', '/nix/store', '/build', '/tmp', '/dev/shm';
note('system', $_, do { my $facts = "\0" x 120; call('statfs', $_, $facts) eq '0' ? sprintf('%x', unpack 'q', $facts) . ' ' . (unpack 'q9', $facts)[8] : error() })
    for '/', '/etc', '/dev', '/nix/store', '/build', '/tmp', '/dev/shm', '/dev/pts', '/dev/null', '/proc';

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
note('chmod', $_, outcome(chmod((stat)[2] & 07777, $_)) . ', then ' . (-d ? create("$_/new") : error())) for '/', '/etc', '/etc/passwd', '/nix', '/nix/store', '/build', '/tmp', '/dev', '/dev/null', '/dev/shm', '/dev/pts', '/proc', '/proc/sys/kernel/hostname', '/bin', '/usr';
note('touch', $_, outcome(utime undef, undef, $_)) for '/', '/etc/passwd', '/dev', '/dev/null', '/nix';
note('remove', $_, outcome(-d && !-l ? rmdir : unlink)) for '/build', '/tmp', '/nix/store', '/nix', '/dev/shm', '/dev/null', '/dev/fd', '/etc/passwd', '/proc';
note('rename', $_, outcome(rename $_, "$_-moved")) for '/build', '/tmp', '/dev/null', '/dev/fd', '/etc/passwd', '/nix';
note('symbolic link', "$_/new", outcome(symlink 'nowhere', "$_/new")) for '/', '/dev', '/etc', '/dev/shm', '/dev/pts';
note('writable', $_, POSIX::access($_, POSIX::W_OK()) ? 'yes' : error()) for '/', '/etc', '/etc/passwd', '/dev', '/nix', '/nix/store', '/dev/null', '/build', '/tmp', '/bin', '/proc/sys/kernel/hostname';
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
note('allowed', 'device of nothing', outcome(call('mknodat', -100, '/build/nothing', 020600, 0) eq '0'));
note('allowed', 'rename, leaving a whiteout', call('renameat2', -100, '/build/setuid', -100, '/build/setuid2', 4));
unlink '/build/nothing', '/build/setuid', '/build/setuid2';
note('allowed', 'rename in exchange', call('renameat2', -100, '/build/mine2', -100, $mine, 2));
note('allowed', 'rename onto something', call('renameat2', -100, $mine, -100, '/build/directory', 1));
note('allowed', 'handle', do { my ($handle, $mount) = (pack('Ii', 100, 0) . "\0" x 100, pack 'i', 0); call('name_to_handle_at', -100, $mine, $handle, $mount, 0) });
note('allowed', 'names of attributes', call('listxattr', $mine, 0, 0));
note('allowed', 'attribute that is not there', call('getxattr', $mine, 'user.x', 0, 0));
note('allowed', 'flags', do { my $flags = "\0" x 8; ioctl($new, 0x80086601, $flags) ? sprintf('%x', unpack 'L', $flags) : error() });
note('allowed', 'immutable', do { my $flags = pack 'Q', 0x10; outcome(ioctl $new, 0x40086602, $flags) });
note('allowed', 'copy of blocks', do { open my $from, '<', $0; outcome(ioctl $new, 0x40049409, fileno $from) });
note('allowed', 'copy in the kernel', do { open my $from, '<', $0; call('copy_file_range', fileno $from, 0, fileno $new, 0, 10, 0) });
note('allowed', "allocation $_", call('fallocate', fileno $new, $_, 0, 4096)) for 0, 3;
note('allowed', 'hole', do { truncate $new, 1 << 20; seek $new, 0, 0; my $at = sysseek $new, 0, 4; defined $at ? $at + 0 : error() });
note('allowed', 'direct', do { sysopen(my $file, $mine, O_RDWR | ($machine eq 'aarch64' ? 0200000 : 040000)) ? 'done' : error() });
note('allowed', "file without a name in $_", do {
    my $directory = $_;
    my $file;
    sysopen($file, $directory, O_RDWR | ($machine eq 'aarch64' ? 020040000 : 020200000), 0600)
        ? call('linkat', -100, '/proc/self/fd/' . fileno $file, -100, "$directory/named", 0x400) : error() }) for '/build', '/tmp', '/nix/store', '/dev/shm';
note('allowed', 'lock', do { use Fcntl ':flock'; open my $other, '<', $mine; outcome(flock($new, LOCK_EX | LOCK_NB)) . ', then ' . outcome(flock $other, LOCK_EX | LOCK_NB) });
note('allowed', 'lock of a range', do { my $lock = pack 'ssx4qqix4', F_WRLCK, 0, 0, 1, 0; outcome(fcntl $new, F_SETLK, $lock) });
note('allowed', 'watch', do { my $watch = call('inotify_init1', 0); my $answer = call('inotify_add_watch', $watch, '/build', 0x100); POSIX::close($watch); $answer });
note('allowed', 'finer time', do { my $times = pack 'q4', 9, 123456789, 9, 123456789; call('utimensat', -100, $mine, $times, 0); my $facts = "\0" x 256; call('statx', -100, $mine, 0, 0x7ff, $facts); unpack 'x112 q L', $facts });
note('allowed', 'reading is noted', do { utime 1, 1e9, $mine; open my $read, '<', $mine; sysread $read, my $text, 1; close $read; (stat $mine)[8] == 1 ? 'no' : 'yes' });
note('allowed', "name of $_ bytes", do { my $name = '/build/' . 'n' x $_; open(my $file, '>', $name) ? do { unlink $name; 'done' } : error() }) for 255, 256;
note('allowed', 'link of 4095 bytes', do { outcome(symlink('n' x 4095, '/build/long')) . ' ' . outcome(unlink '/build/long') });
note('allowed', 'name that is no text', do { my $name = "/build/\xff\xfe\n"; open(my $file, '>', $name) ? outcome(unlink $name) : error() });
note('allowed', 'number of a file stays', do { my $before = (stat $mine)[1]; rename $mine, "$mine-3"; rename "$mine-3", $mine; (stat $mine)[1] == $before ? 'yes' : 'no' });
note('allowed', 'file system of the build directory is that of', join ' ', grep { (stat)[0] == (stat '/build')[0] } '/', '/tmp', '/nix/store', '/dev', '/dev/shm');
note('allowed', "run from $_", do {
    my $directory = $_;
    open my $script, '>', "$directory/run"; print $script "#!/bin/sh\nexit 7\n"; close $script; chmod 0755, "$directory/run";
    my $ended = system { "$directory/run" } "$directory/run"; my $why = $ended == -1 ? error() : $ended >> 8; unlink "$directory/run"; $why }) for '/tmp', '/dev/shm';
note('allowed', 'write what runs', do {
    pipe(my $in, my $out);
    system '/bin/cp', '/bin/sh', '/build/shell';
    my $child = fork();
    if (!$child) { close $in; exec '/build/shell', '-c', 'read x < /build/pipe' or POSIX::_exit(1) }
    close $out; <$in>;
    my $answer = open(my $file, '+<', '/build/shell') ? 'done' : error();
    kill 9, $child; waitpid $child, 0; unlink '/build/shell'; $answer });
note('allowed', 'time before 1970', do { utime -5, -5, $mine; (stat $mine)[9] });
note('allowed', 'far time', do { utime 4e9, 4e9, $mine; (stat $mine)[9] });
note('allowed', 'run from the build directory', do {
    open my $script, '>', '/build/run'; print $script "#!/bin/sh\nexit 7\n"; close $script; chmod 0755, '/build/run';
    system('/build/run') >> 8 });
note('allowed', 'lease', do { open my $read, '<', '/build/run'; outcome(fcntl $read, 1024, F_RDLCK) });
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
# A namespace in which one is root, as tools make it that build in a sandbox of their own.
sub as_root(&) {
    my ($block) = @_;
    my ($uid, $gid) = ($<, $( + 0);
    return aside {
        my $answer = call('unshare', 0x30020000);
        return $answer if $answer ne '0';
        for my $map (['setgroups', 'deny'], ['uid_map', "0 $uid 1"], ['gid_map', "0 $gid 1"]) {
            open my $file, '>', "/proc/self/$map->[0]" or return "$map->[0]: " . error();
            syswrite $file, $map->[1] or return "$map->[0]: " . error();
        }
        # The first process of the new namespace for processes.
        return aside { $block->() };
    };
}
note('inner root', 'is', as_root { "$< $$" });
note('inner root', 'tmpfs', as_root { call('mount', 'none', '/tmp', 'tmpfs', 0, 0) . ' ' . create('/tmp/new') });
note('inner root', 'bind', as_root { call('mount', '/build', '/tmp', '', 0x5000, 0) . ' ' . (-e '/tmp/mine' ? 'seen' : 'not seen') });
note('inner root', 'bind of the root', as_root { call('mount', '/', '/tmp', '', 0x5000, 0) });
note('inner root', 'proc', as_root { mkdir '/tmp/proc'; call('mount', 'none', '/tmp/proc', 'proc', 0, 0) });
rmdir '/tmp/proc';
note('inner root', 'sys', as_root { call('unshare', 0x40000000) . ' ' . call('mount', 'none', '/tmp', 'sysfs', 0, 0) });
note('inner root', 'queues', as_root { call('unshare', 0x08000000) . ' ' . call('mount', 'none', '/tmp', 'mqueue', 0, 0) });
note('inner root', 'overlay', as_root {
    call('mount', 'none', '/tmp', 'tmpfs', 0, 0); mkdir "/tmp/$_" for qw(l u w m);
    call('mount', 'none', '/tmp/m', 'overlay', 0, 'lowerdir=/tmp/l,upperdir=/tmp/u,workdir=/tmp/w,userxattr') . ' ' . create('/tmp/m/new') });
note('inner root', 'overlay of the build directory', as_root {
    mkdir "/build/$_" for qw(l u w);
    call('mount', 'none', '/tmp', 'overlay', 0, 'lowerdir=/build/l,upperdir=/build/u,workdir=/build/w,userxattr') });
rmdir '/build/w/work'; rmdir "/build/$_" for qw(l u w);
note('inner root', 'writable root', as_root { call('mount', 'none', '/', '', 0x20 | 0x1000, 0) . ' ' . call('mount', 'none', '/', '', 0x20, 0) . ' ' . create('/new') });
note('inner root', 'unmount', as_root { join ' ', map { call('umount2', $_, 2) } '/dev/null', '/build', '/dev/shm', '/nix/store' });
note('inner root', 'chroot', as_root { call('chroot', '/build') });
note('inner root', 'pivot', as_root { call('mount', '/build', '/build', '', 0x5000, 0) . call('pivot_root', '/build', '/build') });
note('inner root', 'host name', as_root { call('unshare', 0x04000000) . call('sethostname', 'other', 5) });
note('inner root', 'owner', as_root { describe('/etc/passwd') . ', mine ' . describe('/build/mine') });
note('inner root', 'setuid', as_root { outcome(chmod 04755, '/build/mine') });
note('inner root', 'device', as_root { call('mknodat', -100, '/tmp/device', 020600, 0x103) });
note('inner root', 'write the root', as_root { create('/new') . ' ' . outcome(chmod 0700, '/etc') });
note('inner root', 'raw', as_root { call('unshare', 0x40000000); socket(my $raw, PF_INET, SOCK_RAW, 1) ? 'done' : error() });
note('inner root', 'deeper', as_root { call('unshare', 0x10000000) });
note('call', join(' ', map { m{^[\w/-]+$} ? $_ : 'data' } @$_), call_aside(@$_)) for ['memfd_create', 'x', 0], ['perf_event_open', "\0" x 120, 0, -1, -1, 0], ['userfaultfd', 0], ['userfaultfd', 1],
    ['bpf', 0, "\0" x 120, 120], ['io_uring', 1, "\0" x 120], ['fanotify_init', 0, 0], ['kcmp', 1, 1, 0, 0, 0], ['pidfd_open', 1, 0], ['landlock', 0, 0, 1],
    ['seccomp', 2, 0, "\0" x 4], ['mlock', 4096, 4096], ['sched_setscheduler', 0, 1, pack 'i', 1], ['sched_setscheduler', 0, 3, pack 'i', 0], ['ioprio_set', 1, 0, 0x2007],
    ['ioprio_set', 1, 0, 0x2000], ['quotactl', 0x80000700, '/dev/null', 0, 0], ['acct', 0], ['shmget', 0, 4096, 01600], ['msgget', 0, 01600], ['semget', 0, 1, 01600],
    ['mq_open', 'firn', 0102, 0600, 0], ['mq_unlink', 'firn'], ['open_by_handle_at', -100, pack('Ii', 8, 1) . "\0" x 8, 0], ['init_module', 0, 0, ''], ['kexec_load', 0, 0, 0, 0],
    ['move_pages', 0, 0, 0, 0, 0, 0], ['set_mempolicy', 0, 0, 0], ['setns', -1, 0], ['pivot_root', '/build', '/build'], ['fsopen', 'tmpfs', 0], ['open_tree', -100, '/build', 1],
    ['mount_setattr', -100, '/build', 0, "\0" x 32, 32], ['adjtimex', "\0" x 256], ['vhangup'], ['setfsuid', 0], ['membarrier', 0, 0], ['syncfs', 1], ['clock_settime', 0, "\0" x 16],
    ['personality', 0x0400000], ['prctl', 38, 1, 0, 0, 0], ['prctl', 24, 10, 0, 0, 0], ['prctl', 8, 1, 0, 0, 0], ['capset', pack('LL', 0x20080522, 0), "\0" x 24];
note('affinity', 'one processor', aside { call('sched_setaffinity', 0, 8, pack 'Q', 1) . ' ' . (content('/proc/self/status') =~ /Cpus_allowed_list:\s*(\S+)/)[0] });
note('priority', 'lower, then higher', aside { setpriority(0, 0, 5); getpriority(0, 0) . ' ' . outcome(setpriority 0, 0, 0) });
note('priority', 'memory killer', aside { join ' ', map { my $file; open($file, '>', '/proc/self/oom_score_adj') && syswrite($file, $_) ? 'done' : error() } 500, 0, -500 });
note('terminal', 'made controlling', aside { POSIX::setsid(); outcome(ioctl STDOUT, 0x540e, 0) . ' ' . do { open(my $tty, '+<', '/dev/tty') ? 'opened' : error() } });
note('terminal', 'typed for', do { my $key = 'x'; outcome(ioctl STDOUT, 0x5412, $key) });
note('terminal', 'another', do { my $other; open($other, '+<', '/dev/ptmx') ? do { my ($lock, $number) = (pack('i', 0), pack 'i', 0); ioctl $other, 0x40045431, $lock; ioctl $other, 0x80045430, $number; describe('/dev/pts/' . unpack 'i', $number) } : error() });
note('allowed', 'memory of the parent', do { open(my $memory, '<', '/proc/1/mem') ? 'done' : error() });
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
note('network', 'sixth addresses', content('/proc/net/if_inet6'));
note('network', 'routes', content('/proc/net/route') =~ tr/\n//);
note('network', 'family', join ' ', map { my $family = $_; my $any; socket($any, $family, SOCK_STREAM, 0) || socket($any, $family, SOCK_DGRAM, 0) || socket($any, $family, SOCK_SEQPACKET, 0) ? "$family done" : "$family " . error() } 1 .. 45);
note('network', 'ping', do { socket(my $ping, PF_INET, SOCK_DGRAM, 1) ? 'done' : error() });
note('network', 'local socket of a long name', join ' ', map { my $name = '/build/' . 's' x ($_ - 7); socket(my $local, PF_UNIX, SOCK_STREAM, 0); my $done = outcome(bind $local, pack 'Sa*', AF_UNIX, $name); unlink $name; $done } 107, 108, 109);
note('network', 'local sockets elsewhere', join ' ', map { socket(my $local, PF_UNIX, SOCK_STREAM, 0); my $done = outcome(bind $local, sockaddr_un("$_/socket")); unlink "$_/socket"; $done } '/tmp', '/dev/shm', '/nix/store', '/');
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
