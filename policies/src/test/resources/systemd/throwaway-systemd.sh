#!/bin/bash
# A real systemd for tests, in namespaces of its own: it sees this machine's files, and all that it writes is gone
# with it, but for what is bound writable. It lives until the standard input of this script is closed.
#
#     throwaway-systemd.sh UNITS BIND...       needs root, util-linux, cgroup2, overlayfs, systemd
#
#   UNITS  folder of the unit files, as systemd sees it after the binds
#   BIND   ro:FROM:TO or rw:FROM:TO, a folder of this machine and the absolute path where systemd sees it
#
# Its first and only line of output is the process id of systemd.
set -euo pipefail

# ---- third step: process 1 of the namespaces builds what it will see, and becomes systemd
if [ "${1-}" = inside ]; then
    scratch=$2 units=$3
    shift 3
    mount --make-rprivate /
    mount -t tmpfs -o mode=755 throwaway "$scratch"
    mkdir "$scratch"/{changed,work,root}
    root=$scratch/root
    mount -t overlay -o "lowerdir=/,upperdir=$scratch/changed,workdir=$scratch/work" throwaway "$root"

    mount -t proc -o nosuid,nodev,noexec proc "$root/proc"
    # Settings of the kernel are the whole machine's.
    mount --bind "$root/proc/sys" "$root/proc/sys"
    mount -o remount,bind,ro "$root/proc/sys"
    mount -t sysfs -o ro,nosuid,nodev,noexec sysfs "$root/sys"
    mount -t cgroup2 -o nosuid,nodev,noexec cgroup2 "$root/sys/fs/cgroup"
    mount -t tmpfs -o mode=755,nosuid,nodev throwaway "$root/run"
    for folder in tmp var/tmp; do
        mount -t tmpfs -o mode=1777,nosuid,nodev throwaway "$root/$folder"
    done
    mount -t tmpfs -o mode=755,nosuid throwaway "$root/dev"
    for device in null zero full random urandom tty; do
        touch "$root/dev/$device"
        mount --bind "/dev/$device" "$root/dev/$device"
    done
    mkdir -p "$root"/dev/{shm,pts}
    mount -t tmpfs -o mode=1777,nosuid,nodev throwaway "$root/dev/shm"
    mount -t devpts -o newinstance,ptmxmode=0666,mode=620 devpts "$root/dev/pts"
    ln -s pts/ptmx "$root/dev/ptmx"
    ln -s /proc/self/fd "$root/dev/fd"

    for bind; do
        IFS=: read -r mode from to <<< "$bind"
        mkdir -p "$root$to"
        mount --bind "$from" "$root$to"
        mount -o "remount,bind,$mode" "$root$to"
    done

    # Two systemds with one machine id would be one machine to the journal.
    tr -d - < /proc/sys/kernel/random/uuid > "$scratch/id"
    rm -f "$root/etc/machine-id"
    cp "$scratch/id" "$root/etc/machine-id"
    mkdir -p "$root/etc/systemd/journald.conf.d"
    printf '[Journal]\nStorage=volatile\nReadKMsg=no\nAudit=no\nRateLimitBurst=0\n' \
        > "$root/etc/systemd/journald.conf.d/throwaway.conf"

    cd "$root"
    mkdir -p before
    pivot_root . before
    umount -l /before
    cd /
    exec env -i container=throwaway PATH=/usr/sbin:/usr/bin:/sbin:/bin \
        SYSTEMD_UNIT_PATH="$units" SYSTEMD_GENERATOR_PATH=/nowhere SYSTEMD_ENVIRONMENT_GENERATOR_PATH=/nowhere \
        /lib/systemd/systemd --system --unit=throwaway.target --log-target=journal --show-status=no
fi

# ---- second step: into the control group first, and then make it the root of all that systemd sees of them
if [ "${1-}" = group ]; then
    echo 0 > "$2/cgroup.procs"
    shift 2
    exec unshare --cgroup bash "$0" inside "$@"
fi

# ---- first step: a control group and namespaces, and their end
groups=$(findmnt --raw --noheadings --types cgroup2 --output TARGET | head -n 1)
scratch=$(mktemp -d)
group=$groups/$(basename "$scratch")
mkdir "$group"
outer=
finish() {
    trap - EXIT
    # Process 1 goes with the outer process, and the whole namespace with process 1.
    if [ -n "$outer" ]; then
        kill -KILL "$outer" 2> /dev/null || true
        wait "$outer" 2> /dev/null || true
    fi
    echo 1 > "$group/cgroup.kill" 2> /dev/null || true
    for _ in {1..100}; do
        find "$group" -depth -type d -exec rmdir {} + 2> /dev/null || true
        [ -d "$group" ] || break
        sleep 0.05
    done
    rm -rf "$scratch"
}
trap finish EXIT
trap 'exit 1' INT TERM HUP

# The process that waits stays outside of the group: a group with processes of its own cannot hold groups with limits.
setpriv --pdeathsig KILL unshare --pid --fork --kill-child=KILL --mount --uts --ipc \
    bash "$0" group "$group" "$scratch" "$@" < /dev/null >&2 &
outer=$!
manager=
while [ -z "$manager" ] || ! [ -S "/proc/$manager/root/run/systemd/private" ]; do
    kill -0 "$outer"
    manager=$(ps -o pid= --ppid "$outer" | tr -d ' ' || true)
    sleep 0.02
done
echo "$manager"
cat > /dev/null
