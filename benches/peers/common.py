"""What the comparisons share: one thread each, a time limit for programs that have none, and our own programs."""

import json
import multiprocessing
import os
import subprocess
import time

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "RAYON_NUM_THREADS"):
    os.environ[name] = "1"


def data(*path):
    """A folder with instances of the literature, or None."""
    root = os.path.join(os.path.dirname(__file__), "..", "..")
    folder = os.environ.get("INTERVISION_DATA", os.path.join(root, "..", "shared"))
    folder = os.path.join(folder, "data", *path)
    return folder if os.path.isdir(folder) else None


def shipped(*path):
    return os.path.join(os.path.dirname(__file__), "..", "..", "examples", "data", *path)


def ours(programs, name, *args):
    """The JSON object that one of our programs prints, with the seconds of the whole process."""
    start = time.perf_counter()
    ran = subprocess.run(
        [os.path.join(programs, name), *map(str, args), "--json"], check=True, capture_output=True, text=True
    )
    answer = json.loads(ran.stdout)
    answer["process_seconds"] = time.perf_counter() - start
    return answer


def within(seconds, work, *args):
    """What a function gives in so many seconds and how long it took; (None, seconds) when it does not end."""
    queue = multiprocessing.Queue()

    def run():
        start = time.perf_counter()
        answer = work(*args)
        queue.put((answer, time.perf_counter() - start))

    process = multiprocessing.Process(target=run)
    process.start()
    try:
        return queue.get(timeout=seconds)
    except Exception:
        return None, seconds
    finally:
        process.terminate()
        process.join()
