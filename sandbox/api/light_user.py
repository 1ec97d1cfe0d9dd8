"""``/light``: the server's settings, who is signed in, signing out."""

from base64 import b64encode

from sandbox.api.people import formatted_name
from sandbox.files import make_png
from sandbox.rest import Call, route
from sandbox.world.model import JsonObject

DEFAULT_PHOTO = b64encode(make_png(200, 205, 214, 78)).decode()


@route("GET", "/light/config", token=False)
@route("GET", "/light/config-user")
def config(call: Call) -> JsonObject:
    """Version, zone and formats; the first form needs no token."""
    settings, clock = call.sandbox.world.server, call.sandbox.clock
    offset = clock.local(clock.now()).strftime("%z")
    return {
        "timeZone": f"GMT{offset[:3]}:{offset[3:]}",
        "multiTimeZone": call.sandbox.profile.utc_dates,
        "version": settings.version,
        "buildType": "Community",
        "environment": {
            "format": settings.user_name_format,
            "dateFormat": settings.date_format,
            "casesListDateFormat": settings.date_format,
        },
        "listLanguage": [{"L10n": "en", "label": "English"}],
        "mobile_offline_tables_download_interval": 24,
    }


@route("GET", "/light/user/data")
def user_data(call: Call) -> JsonObject:
    """The signed-in person; the role by its name, not its code."""
    user = call.user
    role = call.sandbox.world.roles.get(user.role)
    return {
        "userId": user.uid,
        "userName": user.username,
        "firstName": user.firstname,
        "lastName": user.lastname,
        "fullName": formatted_name(call, user.uid),
        "email": user.email,
        "userRole": role.name if role else "",
        "userPhone": str(user.record.get("usr_phone", "")),
        "updateDate": call.sandbox.clock.plain(call.sandbox.started_at),
        "userPhoto": DEFAULT_PHOTO,
    }


@route("POST", "/light/logout")
def logout(call: Call) -> dict[str, str]:
    """Ends the access token of the body, whosever it is; refresh tokens live on."""
    call.sandbox.store.tokens.access.pop(str(call.fields.get("access", "")), None)
    return {"status": "OK"}
