"""What may stand in an address of a case or a list: nothing else reaches a view."""

from django.urls.converters import StringConverter

from processmaker.case_lists import CaseList


class UidConverter(StringConverter):
    """A uid of ProcessMaker: 32 hexadecimal digits."""

    regex = "[0-9a-f]{32}"


class CaseListConverter(StringConverter):
    """The name of a list: inbox, draft, …"""

    regex = "|".join(CaseList)

    def to_python(self, value: str) -> CaseList:
        return CaseList(value)

    def to_url(self, value: str) -> str:
        return CaseList(value).value
