"""The helper program that runs *inside* a sandbox: puts Landlock over it, and becomes the command.

``python -I -S -c SOURCE SETTINGS COMMAND…``, where ``SETTINGS`` is JSON: ``abi`` (the version to use), ``read`` and
``write`` (lists of folders) and ``network``. What is in neither list can then not be opened, whatever is mounted
there. It must work with the standard library alone, and ends with code 126 rather than run the command unconfined.
See ``man 7 landlock`` and ``linux/landlock.h``; the numbers of its calls are the same on every machine.
"""

from __future__ import annotations

import ctypes
import json
import os
import sys

CREATE_RULESET, ADD_RULE, RESTRICT_SELF = 444, 445, 446
NO_NEW_PRIVILEGES = 38
PATH_BENEATH = 1

EXECUTE, WRITE_FILE, READ_FILE, READ_DIR, TRUNCATE, IOCTL_DEV = 1 << 0, 1 << 1, 1 << 2, 1 << 3, 1 << 14, 1 << 15
READING = EXECUTE | READ_FILE | READ_DIR
DEVICES = READ_FILE | READ_DIR | WRITE_FILE | TRUNCATE | IOCTL_DEV
"""What is done with ``/dev/null`` and the like."""
KNOWN = {1: 13, 2: 14, 3: 15, 4: 15, 5: 16}
"""How many kinds of access to files each version knows; later ones know as many as the last."""
TCP, SCOPES = 0b11, 0b11
"""Binding and connecting; abstract sockets and signals of processes outside."""


class Refused(Exception):
    """The kernel did not do what it was asked."""


def call(library: ctypes.CDLL, what: str, number: int, *arguments: object) -> int:
    """One system call. Raises ``Refused``."""
    result: int = library.syscall(number, *arguments)
    if result < 0:
        code = ctypes.get_errno()
        raise Refused(f"{what}: {os.strerror(code)}")
    return result


def offered(library: ctypes.CDLL) -> int:
    """The version of Landlock that this kernel offers; 0 when it has none, or has it switched off."""
    return max(int(library.syscall(CREATE_RULESET, None, 0, 1)), 0)


def handled(abi: int) -> int:
    """The kinds of access to files that the version ``abi`` can refuse, as bits."""
    return (1 << KNOWN.get(abi, KNOWN[max(KNOWN)])) - 1


def confine(abi: int, read: list[str], write: list[str], *, network: bool) -> None:
    """Let this process, and all it becomes and starts, use the folders named and no other. Raises ``Refused``."""
    library = ctypes.CDLL(None, use_errno=True)
    everything = handled(abi)
    fields = [everything, 0 if network else TCP, SCOPES][: 1 if abi < 4 else 2 if abi < 6 else 3]
    attribute = (ctypes.c_uint64 * len(fields))(*fields)
    size = ctypes.c_size_t(ctypes.sizeof(attribute))
    ruleset = call(library, "landlock_create_ruleset", CREATE_RULESET, ctypes.byref(attribute), size, 0)
    for folders, access in ((["/dev"], DEVICES), (read, READING), (write, everything)):
        for folder in folders:
            _allow(library, ruleset, folder, access & everything)
    if library.prctl(NO_NEW_PRIVILEGES, 1, 0, 0, 0):
        raise Refused("prctl")
    call(library, "landlock_restrict_self", RESTRICT_SELF, ruleset, 0)
    os.close(ruleset)


def _allow(library: ctypes.CDLL, ruleset: int, folder: str, access: int) -> None:
    """Allow ``access`` beneath ``folder``; a folder that is not there needs no rule."""
    try:
        opened = os.open(folder, os.O_PATH | os.O_CLOEXEC)
    except FileNotFoundError:
        return
    rule = access.to_bytes(8, sys.byteorder) + opened.to_bytes(4, sys.byteorder)  # packed, as the kernel has it
    try:
        call(library, f"landlock_add_rule for {folder}", ADD_RULE, ruleset, PATH_BENEATH, rule, 0)
    finally:
        os.close(opened)


def main() -> None:
    """Confine, and become the command."""
    settings, command = json.loads(sys.argv[1]), sys.argv[2:]
    try:
        confine(settings["abi"], settings["read"], settings["write"], network=settings["network"])
        os.execv(command[0], command)  # noqa: S606 - the command is the purpose
    except (Refused, OSError) as error:
        sys.stderr.write(f"The command was not run, because it could not be confined: {error}\n")
    sys.exit(126)


if __name__ == "__main__":
    main()
