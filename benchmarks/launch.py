"""Runs one command and writes its times, peak memory and exit code, as JSON, to a descriptor.

A process of its own, started small (`python -I -S`): what the kernel reports as peak memory of a
child starts at the size of its parent.
"""

import json
import os
import sys
import time

descriptor, argv = int(sys.argv[1]), sys.argv[2:]
start = time.perf_counter()
pid = os.posix_spawnp(argv[0], argv, os.environ)
_, status, usage = os.wait4(pid, 0)
seconds = time.perf_counter() - start
told = {
    "seconds": seconds,
    "cpu": usage.ru_utime + usage.ru_stime,
    "peak": usage.ru_maxrss,
    "exit": os.waitstatus_to_exitcode(status),
}
os.write(descriptor, json.dumps(told).encode())
