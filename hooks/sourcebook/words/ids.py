"""Ids: small Latin letters, digits and single hyphens."""

import re

KEBAB = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
