"""Storage that Spark's workers see: addresses of files, and a folder for the time of a session."""

import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

from pyspark.sql import SparkSession

from zicha.backends.columnar.database import Address
from zicha.backends.spark.session import is_here, objections
from zicha.errors import EngineError, InputError, Place, problem

SETTING = "spark.zicha.scratch"
"""The setting of Spark that says where tables are kept."""
PATTERN = re.compile(r"[{}\[\]*?\\]")


class Storage:
    """Files by their addresses, wherever Hadoop reads and writes them."""

    def __init__(self, session: SparkSession) -> None:
        """Use the file systems that a session knows."""
        self._hadoop: Any = session._jvm  # noqa: SLF001 - pyspark has no other way to Hadoop
        self._settings: Any = session._jsparkSession.sessionState().newHadoopConf()  # noqa: SLF001

    @staticmethod
    def address(path: Address) -> str:
        """Return the address of a file of this machine; an address as it is."""
        return path if isinstance(path, str) else f"file://{path.absolute().as_posix()}"

    @staticmethod
    def pattern(path: Address) -> str:
        """Return the address of what is to be read: signs that would stand for others escaped."""
        return PATTERN.sub(r"\\\g<0>", Storage.address(path))

    def path(self, address: str) -> Any:  # noqa: ANN401 - an object of Java
        """Return a path as Hadoop has it."""
        return self._hadoop.org.apache.hadoop.fs.Path(address)

    def put(self, file: Path, target: str) -> None:
        """Copy a file of this machine to an address."""
        source, path = self.path(self.address(file)), self.path(target)
        path.getFileSystem(self._settings).copyFromLocalFile(source, path)

    def only_file(self, folder: str, target: str) -> None:
        """Give the only file of a folder another address, in place of what is there."""
        source = self.path(folder)
        files = source.getFileSystem(self._settings)
        found = [each.getPath() for each in files.listStatus(source)]
        (part,) = (path for path in found if path.getName().startswith("part-"))
        files.delete(self.path(target), True)  # noqa: FBT003 - Java has no names
        if not files.rename(part, self.path(target)):
            message = f"spark: cannot write {target}"
            raise EngineError(message)
        # Beside files of a machine's own Hadoop leaves a file with the sum of their bits.
        above, _, name = target.rpartition("/")
        self.remove(f"{above}/.{name}.crc")

    def remove(self, address: str) -> None:
        """Remove a file, or a folder with all that is in it; it need not be there."""
        path = self.path(address)
        path.getFileSystem(self._settings).delete(path, True)  # noqa: FBT003 - Java has no names


@contextmanager
def scratch(session: SparkSession) -> Iterator[str]:
    """Make a folder that all workers see, and remove it in the end.

    It is made where the setting says, for instance by ``spark-submit --conf``. A session inside
    this process needs no setting.

    Raises:
        InputError: a cluster without the setting.
    """
    wanted = session.conf.get(SETTING, None)
    if wanted is None and is_here(session.sparkContext.master):
        with tempfile.TemporaryDirectory(prefix="zicha-") as folder:
            yield Storage.address(Path(folder))
        return
    if wanted is None:
        raise InputError([problem("engine-spark-scratch", Place("--master"), setting=SETTING)])
    folder = f"{wanted.rstrip('/')}/zicha-{uuid4().hex}"
    try:
        yield folder
    finally:
        with objections():
            Storage(session).remove(folder)
