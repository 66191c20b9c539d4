"""What questions mean as numbers, made by the extra [semantic] once they are kept, of what others can read alone."""

from __future__ import annotations

from sqlalchemy import LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from storage.db import Base
from storage.tables import Owned, within


class Vector(Owned, Base):
    """The vector of one question; its id is the question's. `edition` is that of the models and of the text."""

    __tablename__ = "search_vectors"
    __table_args__ = (within("id", "questions"),)

    edition: Mapped[str] = mapped_column(String(40))
    vector: Mapped[bytes] = mapped_column(LargeBinary)
