"""Processes: what they are made of, and their diagram."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

import msgspec

from processmaker.decoding import From


class ProcessRef(msgspec.Struct, frozen=True, kw_only=True):
    """A process in a list. ``/home/processes`` gives the numeric id and no uid."""

    uid: Annotated[str, From("prj_uid", "pro_uid")] = ""
    id: Annotated[int | None, From("pro_id")] = None
    title: Annotated[str, From("prj_name", "pro_title")] = ""
    description: Annotated[str, From("prj_description", "pro_description")] = ""
    category_uid: Annotated[str, From("prj_category", "pro_category")] = ""


class TaskRef(msgspec.Struct, frozen=True, kw_only=True):
    """A task in ``/home/tasks``: numeric id, no uid."""

    id: Annotated[int | None, From("tas_id")] = None
    title: Annotated[str, From("tas_title")] = ""
    process: Annotated[str, From("tas_process")] = ""


class Category(msgspec.Struct, frozen=True, kw_only=True):
    """A process category."""

    uid: Annotated[str, From("cat_uid", "category_uid")] = ""
    id: Annotated[int | None, From("category_id", "cat_id")] = None
    name: Annotated[str, From("cat_name", "category_name", "name")] = ""
    processes: Annotated[int, From("cat_total_processes")] = 0


class _Shape(msgspec.Struct, frozen=True, kw_only=True):
    x: Annotated[float, From("bou_x")] = 0.0
    y: Annotated[float, From("bou_y")] = 0.0
    width: Annotated[float, From("bou_width")] = 0.0
    height: Annotated[float, From("bou_height")] = 0.0


class Activity(_Shape, frozen=True, kw_only=True):
    """A task or sub-process of the diagram; its uid is the task's."""

    uid: Annotated[str, From("act_uid")]
    name: Annotated[str, From("act_name")] = ""
    type: Annotated[str, From("act_type")] = "TASK"


class Event(_Shape, frozen=True, kw_only=True):
    """A start, end or intermediate event of the diagram."""

    uid: Annotated[str, From("evn_uid")]
    name: Annotated[str, From("evn_name")] = ""
    type: Annotated[str, From("evn_type")] = ""
    marker: Annotated[str, From("evn_marker")] = ""


class Gateway(_Shape, frozen=True, kw_only=True):
    """A gateway: EXCLUSIVE, PARALLEL, INCLUSIVE, COMPLEX; DIVERGING or CONVERGING."""

    uid: Annotated[str, From("gat_uid")]
    name: Annotated[str, From("gat_name")] = ""
    type: Annotated[str, From("gat_type")] = ""
    direction: Annotated[str, From("gat_direction")] = ""


class Artifact(_Shape, frozen=True, kw_only=True):
    """A text annotation, group or pool of the diagram."""

    uid: Annotated[str, From("art_uid")]
    name: Annotated[str, From("art_name")] = ""
    type: Annotated[str, From("art_type")] = ""


class FlowPoint(msgspec.Struct, frozen=True, kw_only=True):
    """A bend of a flow's line."""

    x: float = 0.0
    y: float = 0.0


class Flow(msgspec.Struct, frozen=True, kw_only=True):
    """An arrow of the diagram from one element to another."""

    uid: Annotated[str, From("flo_uid")]
    type: Annotated[str, From("flo_type")] = ""
    name: Annotated[str, From("flo_name")] = ""
    origin_uid: Annotated[str, From("flo_element_origin")] = ""
    target_uid: Annotated[str, From("flo_element_dest")] = ""
    condition: Annotated[str, From("flo_condition")] = ""
    points: Annotated[tuple[FlowPoint, ...], From("flo_state")] = ()


class Diagram(msgspec.Struct, frozen=True, kw_only=True):
    """A BPMN diagram with positions in pixels."""

    uid: Annotated[str, From("dia_uid")] = ""
    activities: tuple[Activity, ...] = ()
    events: tuple[Event, ...] = ()
    gateways: tuple[Gateway, ...] = ()
    artifacts: tuple[Artifact, ...] = ()
    flows: tuple[Flow, ...] = ()


class Project(msgspec.Struct, frozen=True, kw_only=True):
    """``GET /project/{uid}``: the process map of every process."""

    uid: Annotated[str, From("prj_uid")]
    name: Annotated[str, From("prj_name")] = ""
    description: Annotated[str, From("prj_description")] = ""
    created_at: Annotated[datetime | None, From("prj_create_date")] = None
    updated_at: Annotated[datetime | None, From("prj_update_date")] = None
    diagrams: tuple[Diagram, ...] = ()


class Dynaform(msgspec.Struct, frozen=True, kw_only=True):
    """A form; ``content`` is the definition: JSON text, or already an object (``/light``)."""

    uid: Annotated[str, From("dyn_uid", "formId")]
    title: Annotated[str, From("dyn_title", "formTitle")] = ""
    description: Annotated[str, From("dyn_description", "formDescription")] = ""
    content: Annotated[Any, From("dyn_content", "formContent")] = ""
    updated_at: Annotated[datetime | None, From("dyn_update_date", "formUpdateDate")] = None


class Trigger(msgspec.Struct, frozen=True, kw_only=True):
    """A trigger of a process, with its PHP source."""

    uid: Annotated[str, From("tri_uid")]
    title: Annotated[str, From("tri_title")] = ""
    description: Annotated[str, From("tri_description")] = ""
    source: Annotated[str, From("tri_webbot")] = ""
    kind: Annotated[str, From("st_type", "tri_type")] = ""
    condition: Annotated[str, From("st_condition")] = ""
    position: Annotated[int, From("st_position")] = 0


class Supervisor(msgspec.Struct, frozen=True, kw_only=True):
    """A user or group that supervises a process."""

    uid: Annotated[str, From("pu_uid")]
    type: Annotated[str, From("pu_type")] = ""
    user_uid: Annotated[str, From("usr_uid")] = ""
    first_name: Annotated[str, From("usr_firstname")] = ""
    last_name: Annotated[str, From("usr_lastname")] = ""
    username: Annotated[str, From("usr_username")] = ""
    group_uid: Annotated[str, From("grp_uid")] = ""
    group_name: Annotated[str, From("grp_name", "grp_title")] = ""


class ProcessSettings(msgspec.Struct, frozen=True, kw_only=True):
    """The properties of a process."""

    uid: Annotated[str, From("pro_uid")]
    id: Annotated[int, From("pro_id")] = 0
    title: Annotated[str, From("pro_title")] = ""
    description: Annotated[str, From("pro_description")] = ""
    status: Annotated[str, From("pro_status")] = ""
    category_uid: Annotated[str, From("pro_category")] = ""
    is_debug: Annotated[bool, From("pro_debug")] = False
    created_at: Annotated[datetime | None, From("pro_create_date")] = None
    updated_at: Annotated[datetime | None, From("pro_update_date")] = None


class TaskSettings(msgspec.Struct, frozen=True, kw_only=True):
    """The properties of a task; ``duration`` is in ``duration_unit`` (DAYS, HOURS)."""

    id: Annotated[int, From("tas_id")] = 0
    title: Annotated[str, From("tas_title")] = ""
    description: Annotated[str, From("tas_description")] = ""
    type: Annotated[str, From("tas_type")] = ""
    duration: Annotated[float, From("tas_duration")] = 0.0
    duration_unit: Annotated[str, From("tas_timeunit")] = ""
    assign_type: Annotated[str, From("tas_assign_type")] = ""
    assign_variable: Annotated[str, From("tas_assign_variable")] = ""
    group_variable: Annotated[str, From("tas_group_variable")] = ""


class TrackerObject(msgspec.Struct, frozen=True, kw_only=True):
    """A form or document that the case tracker of a process shows."""

    uid: Annotated[str, From("cto_uid")]
    type: Annotated[str, From("cto_type_obj")] = ""
    object_uid: Annotated[str, From("cto_uid_obj")] = ""
    title: Annotated[str, From("obj_title")] = ""
    description: Annotated[str, From("obj_description")] = ""
    condition: Annotated[str, From("cto_condition")] = ""
    position: Annotated[int, From("cto_position")] = 0


class TrackerMessage(msgspec.Struct, frozen=True, kw_only=True):
    """A mail that ProcessMaker has sent about a case; ``body`` is HTML of the process' designer."""

    uid: Annotated[str, From("messageId")]
    type: Annotated[str, From("messageType")] = ""
    subject: Annotated[str, From("messageSubject")] = ""
    sender: Annotated[str, From("messageFrom")] = ""
    recipients: Annotated[str, From("messageTo")] = ""
    body: Annotated[str, From("messageBody")] = ""
    sent_at: Annotated[datetime | None, From("messageDate")] = None
    status: Annotated[str, From("messageStatus")] = ""


class TrackerSettings(msgspec.Struct, frozen=True, kw_only=True):
    """What the case tracker of a process shows; ``map_type`` is NONE, PROCESSMAP or STAGES."""

    map_type: Annotated[str, From("map_type")] = ""
    shows_history: Annotated[bool, From("routing_history")] = False
    shows_messages: Annotated[bool, From("message_history")] = False
