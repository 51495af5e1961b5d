"""The filter of system calls for commands: a seccomp program in classic BPF, as ``bwrap --seccomp`` takes it.

What a command has no use for and kernels have been broken through is refused: mounting, namespaces, tracing other
processes, keys, modules, BPF, io_uring, handles of files, odd kinds of sockets, typing into terminals. The rest is
allowed. See ``man 2 seccomp`` and ``linux/filter.h``; numbers from ``asm/unistd_64.h`` and ``asm-generic/unistd.h``.
"""

from __future__ import annotations

import errno
import platform
import struct
from typing import NamedTuple

_LOAD, _EQUAL, _AT_LEAST, _ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_NUMBER, _ARCHITECTURE, _FIRST, _SECOND = 0, 4, 16, 24
"""Offsets in ``struct seccomp_data``; of an argument the low half, on little-endian machines."""
_ALLOW, _KILL, _ERRNO = 0x7FFF0000, 0x80000000, 0x00050000

_NEW_NAMESPACES = 0x7E020080
"""The flags of ``clone`` that make namespaces (``CLONE_NEWNS`` to ``CLONE_NEWNET``, ``CLONE_NEWTIME``)."""
_FAMILIES = (1, 2, 10, 16)
"""AF_UNIX, AF_INET, AF_INET6, AF_NETLINK. AF_VSOCK and others do not know of network namespaces."""
_TERMINAL_INPUT = (0x5412, 0x541C)
"""TIOCSTI and TIOCLINUX."""
_X32 = 0x40000000

_EVERYWHERE = (425, 426, 427, 428, 429, 430, 431, 432, 433, 438, 442)
"""io_uring_setup to _register, open_tree, move_mount, fsopen to fspick, pidfd_getfd, mount_setattr."""


class _Machine(NamedTuple):
    architecture: int
    clone: int
    socket: int
    ioctl: int
    refused: tuple[int, ...]
    clone3: int = 435


_MACHINES = {
    "x86_64": _Machine(
        0xC000003E, 56, 41, 16,
        # ptrace, syslog, vhangup, pivot_root, adjtimex, chroot, acct, settimeofday, mount, umount2, swapon, swapoff,
        # reboot, iopl, ioperm, init_module, delete_module, quotactl, nfsservctl, lookup_dcookie, clock_settime,
        # kexec_load, add_key, request_key, keyctl, unshare, perf_event_open, name_to_handle_at, open_by_handle_at,
        # clock_adjtime, setns, process_vm_readv, process_vm_writev, kcmp, finit_module, kexec_file_load, bpf,
        # userfaultfd
        (101, 103, 153, 155, 159, 161, 163, 164, 165, 166, 167, 168, 169, 172, 173, 175, 176, 179, 180, 212, 227,
         246, 248, 249, 250, 272, 298, 303, 304, 305, 308, 310, 311, 312, 313, 320, 321, 323),
    ),
    "aarch64": _Machine(
        0xC00000B7, 220, 198, 29,
        # lookup_dcookie, umount2, mount, pivot_root, chroot, vhangup, quotactl, acct, unshare, kexec_load,
        # init_module, delete_module, clock_settime, syslog, ptrace, reboot, settimeofday, adjtimex, add_key,
        # request_key, keyctl, swapon, swapoff, perf_event_open, name_to_handle_at, open_by_handle_at, clock_adjtime,
        # setns, process_vm_readv, process_vm_writev, kcmp, finit_module, bpf, userfaultfd, kexec_file_load
        (18, 39, 40, 41, 51, 58, 60, 89, 97, 104, 105, 106, 112, 116, 117, 142, 170, 171, 217, 218, 219, 224, 225,
         241, 264, 265, 266, 268, 270, 271, 272, 273, 280, 282, 294),
    ),
}  # fmt: skip


def program(machine: str | None = None) -> bytes | None:
    """The filter for ``machine`` (this one when left out); ``None`` where we have none."""
    known = _MACHINES.get(machine or platform.machine())
    if known is None:
        return None
    refuse = _step(_RETURN, _ERRNO | errno.EPERM)
    steps = [_step(_LOAD, _ARCHITECTURE), _step(_EQUAL, known.architecture, 1, 0), _step(_RETURN, _KILL)]
    steps += (
        [_step(_LOAD, _NUMBER), _step(_AT_LEAST, _X32, 0, 1), refuse]
        if known.architecture == 0xC000003E
        else [_step(_LOAD, _NUMBER)]
    )
    for number in (*known.refused, *_EVERYWHERE):
        steps += [_step(_EQUAL, number, 0, 1), refuse]
    # Programs fall back to clone, whose flags can be looked at; those of clone3 lie behind a pointer.
    steps += [_step(_EQUAL, known.clone3, 0, 1), _step(_RETURN, _ERRNO | errno.ENOSYS)]
    steps += _on(known.clone, [_step(_LOAD, _FIRST), _step(_ANY_BIT, _NEW_NAMESPACES, 0, 1), refuse])
    steps += _on(known.socket, [_step(_LOAD, _FIRST), *_unless_one_of(_FAMILIES), refuse])
    inputs = [step for request in _TERMINAL_INPUT for step in (_step(_EQUAL, request, 0, 1), refuse)]
    steps += _on(known.ioctl, [_step(_LOAD, _SECOND), *inputs])
    return b"".join([*steps, _step(_RETURN, _ALLOW)])


def _step(code: int, value: int, if_true: int = 0, if_false: int = 0) -> bytes:
    return struct.pack("=HBBI", code, if_true, if_false, value)


def _on(number: int, steps: list[bytes]) -> list[bytes]:
    """``steps`` for one system call, which is allowed when they come to their end."""
    return [_step(_EQUAL, number, 0, len(steps) + 1), *steps, _step(_RETURN, _ALLOW)]


def _unless_one_of(values: tuple[int, ...]) -> list[bytes]:
    """Steps that allow when the loaded value is one of ``values``."""
    return [step for value in values for step in (_step(_EQUAL, value, 0, 1), _step(_RETURN, _ALLOW))]
