"""The shape of what is told of all chapters together: where a newcomer begins."""

from typing import Annotated

from pydantic import Field

from sourcebook.records.forms import ClaimId
from sourcebook.records.marks import AtLeast, Backlink
from sourcebook.records.model import Record


class Start(Record):
    """Where a newcomer begins: `data/start.yml`."""

    sameness = ((),)  # there is one only
    sample = "claims:\n- river-over-the-wall\n- rain-for-a-week"

    claims: Annotated[tuple[ClaimId, ...], AtLeast(1), Backlink("shown to newcomers by")] = Field(
        description="ids of the claims to read first, in that order"
    )
