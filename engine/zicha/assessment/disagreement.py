"""A disagreement between engines as a file: all that is needed to see it again."""

import zicha
from zicha.assessment.assess import Subject
from zicha.backends.engines import DisagreementError
from zicha.documents.document import Plain
from zicha.model.edition import Edition

SCHEMA = "zicha/disagreement/1"


def disagreement(error: DisagreementError, edition: Edition, subject: Subject) -> dict[str, Plain]:
    """Return a disagreement as plain values.

    ``units`` are the unit's file and those above it, each as it was read: written to files of
    their own, ``zicha check`` of the first with the others as ``--context``, on the same day and
    with the same settings and edition, gives the same disagreement.
    """
    return {
        "schema": SCHEMA,
        "version": zicha.__version__,
        "edition": edition.id,
        "edition_digest": edition.digest,
        "on": subject.on.isoformat(),
        "engines": [error.first.engine, error.second.engine],
        "differences": [*error.differences],
        "settings": [*subject.settings],
        "units": [document.value for document in subject.documents],
    }
