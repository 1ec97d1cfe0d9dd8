"""The process model and the people, as a world file describes them.

Field names are those of the world format; uids are 32 characters, ids are the
numeric ones of ``/home``. Unknown fields of a world file are ignored.
"""

from typing import Any, Literal, TypeAlias

from msgspec import Struct, field

JsonObject: TypeAlias = dict[str, Any]

AssignType = Literal[
    "BALANCED",
    "MANUAL",
    "EVALUATE",
    "REPORT_TO",
    "SELF_SERVICE",
    "STATIC_MI",
    "CANCEL_MI",
    "MULTIPLE_INSTANCE",
    "MULTIPLE_INSTANCE_VALUE_BASED",
]
RouteType = Literal[
    "SEQUENTIAL",
    "PARALLEL",
    "PARALLEL-BY-EVALUATION",
    "EVALUATE",
    "SEC-JOIN",
    "SELECT",
    "DISCRIMINATOR",
]

END_OF_PROCESS = "-1"


class ServerSettings(Struct):
    """What ``/light/config`` and the date formats depend on, and what PHP takes in one request."""

    version: str = "3.8.3-community"
    workspace: str = "workflow"
    time_zone: str = "America/New_York"
    language: str = "en"
    user_name_format: str = "@lastName, @firstName (@userName)"
    date_format: str = "Y-m-d H:i:s"
    upload_limit_mb: int = 32


class OAuthClient(Struct):
    """A registered OAuth application; an empty ``redirect_uri`` accepts any."""

    client_id: str = "pmdash-demo"
    client_secret: str = "pmdash-demo-secret"  # noqa: S105
    redirect_uri: str = ""
    name: str = "pmdash"
    description: str = "Case inbox front end"
    scope: str = "*"


class Role(Struct):
    uid: str
    code: str
    name: str
    permissions: list[str]
    status: str = "ACTIVE"


class User(Struct):
    """A person. ``record`` holds the ``usr_*`` fields that ``GET /user`` shows."""

    uid: str
    id: int
    username: str
    firstname: str
    lastname: str
    email: str
    role: str
    status: str = "ACTIVE"
    due_date: str = "2035-12-31"
    groups: list[str] = field(default_factory=list)
    department: str = ""
    record: JsonObject = field(default_factory=dict)
    password: str = "sandbox"  # noqa: S105

    @property
    def full_name(self) -> str:
        """First name first, as ``GET /cases/{app_uid}`` shows people."""
        return f"{self.firstname} {self.lastname}".strip()

    @property
    def list_name(self) -> str:
        """Last name first, as the rows of ``/cases`` show people."""
        return f"{self.lastname} {self.firstname}".strip()


class Group(Struct):
    uid: str
    title: str
    status: str = "ACTIVE"
    members: list[str] = field(default_factory=list)


class Category(Struct):
    uid: str
    id: int
    name: str


class StepTrigger(Struct):
    when: Literal["BEFORE", "AFTER"]
    trigger: str
    position: int = 1


class Step(Struct):
    uid: str
    position: int
    type: Literal["DYNAFORM", "INPUT_DOCUMENT", "OUTPUT_DOCUMENT", "EXTERNAL"]
    object: str
    mode: str = "EDIT"
    condition: str = ""
    triggers: list[StepTrigger] = field(default_factory=list)


class RoutingTrigger(Struct):
    when: str
    trigger: str


class Task(Struct):
    uid: str
    id: int
    title: str
    type: str = "NORMAL"
    start: bool = False
    assign_type: AssignType = "BALANCED"
    assign_variable: str = "@@SYS_NEXT_USER_TO_BE_ASSIGNED"
    group_variable: str = ""
    users: list[str] = field(default_factory=list)
    groups: list[str] = field(default_factory=list)
    adhoc_users: list[str] = field(default_factory=list)
    adhoc_groups: list[str] = field(default_factory=list)
    title_definition: str = ""
    priority_variable: str = ""
    description: str = ""
    duration: float = 1.0
    duration_unit: Literal["DAYS", "HOURS", "MINUTES"] = "DAYS"
    type_day: str = ""
    can_pause: str = "FALSE"
    steps: list[Step] = field(default_factory=list)
    routing_triggers: list[RoutingTrigger] = field(default_factory=list)


class Route(Struct):
    """One arrow of the process; ``to`` is a task uid or ``END_OF_PROCESS``."""

    uid: str
    from_: str = field(name="from")
    to: str
    number: int = 1
    type: RouteType = "SEQUENTIAL"
    condition: str = ""
    default: str = "0"


class Variable(Struct):
    uid: str
    name: str
    type: str
    accepted_values: str = "[]"


class Dynaform(Struct):
    uid: str
    title: str
    content: JsonObject
    description: str = ""
    type: str = "xmlform"


class Trigger(Struct):
    uid: str
    title: str
    php: str
    description: str = ""
    effect: str = ""


class Permission(Struct):
    """A process permission: who (user or group) may do what with which object."""

    uid: str
    object: str
    action: str
    holder: str
    object_uid: str = ""
    holder_kind: Literal["user", "group", "all"] = "group"
    must_participate: bool = False
    case_status: str = "ALL"
    task: str = ""


class Supervisor(Struct):
    uid: str
    kind: Literal["SUPERVISOR", "GROUP_SUPERVISOR"]
    who: str


class SupervisorStep(Struct):
    uid: str
    type: str
    object: str
    position: int = 1


class CaseTracker(Struct):
    """What the case tracker of a process shows; ``notifies``: people are told of tasks by mail."""

    map_type: str = "PROCESSMAP"
    routing_history: int = 1
    message_history: int = 1
    objects: list[JsonObject] = field(default_factory=list)
    """Each with ``cto_type_obj``, ``cto_uid_obj`` and, if it has one, ``cto_condition``."""
    notifies: bool = False


class Process(Struct):
    uid: str
    id: int
    title: str
    tasks: list[Task]
    routes: list[Route]
    description: str = ""
    status: str = "ACTIVE"
    category: str = ""
    diagram: JsonObject = field(default_factory=dict)
    variables: list[Variable] = field(default_factory=list)
    dynaforms: list[Dynaform] = field(default_factory=list)
    input_documents: list[JsonObject] = field(default_factory=list)
    output_documents: list[JsonObject] = field(default_factory=list)
    triggers: list[Trigger] = field(default_factory=list)
    permissions: list[Permission] = field(default_factory=list)
    supervisors: list[Supervisor] = field(default_factory=list)
    supervisor_steps: list[SupervisorStep] = field(default_factory=list)
    case_tracker: CaseTracker = field(default_factory=CaseTracker)


class PmTable(Struct):
    uid: str
    name: str
    fields: list[JsonObject]
    description: str = ""
    rows: list[JsonObject] = field(default_factory=list)


class WorldFile(Struct):
    """A whole world file, as decoded."""

    roles: list[Role]
    users: list[User]
    processes: list[Process]
    server: ServerSettings = field(default_factory=ServerSettings)
    oauth_client: OAuthClient = field(default_factory=OAuthClient)
    groups: list[Group] = field(default_factory=list)
    departments: list[JsonObject] = field(default_factory=list)
    categories: list[Category] = field(default_factory=list)
    pm_tables: list[PmTable] = field(default_factory=list)
