"""Zoom's groups and who is in them (zoom-endpoints, Groups)."""

from zoomcore.sandbox.account import Account
from zoomcore.sandbox.answers import Answer, Refused
from zoomcore.sandbox.limits import Label
from zoomcore.sandbox.people import Group, User
from zoomcore.sandbox.routing import Call, Route, paged

# The spec allows 2,000 a page here, the guide 300 (zoom-api 3): the spec holds.
LONGEST_MEMBER_PAGE = 2000


def members_of(account: Account, group: Group) -> list[User]:
    return [user for user in account.users.values() if group.id in user.group_ids]


def put_in_group(account: Account, name: str, users: list[User]) -> Group:
    """Makes the group where there is none of that name."""
    group = next((each for each in account.groups.values() if each.name == name), None)
    if group is None:
        group = Group(id=account.ids.user(), name=name)
        account.groups[group.id] = group
    for user in users:
        if group.id not in user.group_ids:
            user.group_ids.append(group.id)
    return group


def _require_paid(account: Account) -> None:
    if not account.settings.paid:
        raise Refused(400, 200, "Only available for Paid account.")


def list_groups(call: Call) -> Answer:
    """GET /groups; neither page number nor page count here (spec)."""
    _require_paid(call.account)
    rows = [
        {"id": group.id, "name": group.name, "total_members": len(members_of(call.account, group))}
        for group in call.account.groups.values()
    ]
    body = paged(call, "groups", rows, numbered=False)
    return Answer(200, {name: body[name] for name in ("groups", "total_records", "next_page_token")})


def list_members(call: Call) -> Answer:
    """GET /groups/{groupId}/members."""
    _require_paid(call.account)
    group = call.account.groups.get(call.path["group"])
    if group is None:
        raise Refused(404, 4130, f"A group with this {call.path['group']} does not exist.")
    rows = [
        {
            "id": user.id,
            "email": user.email,
            "first_name": user.first_name,
            "last_name": user.last_name,
            "type": int(user.plan),
        }
        for user in members_of(call.account, group)
    ]
    return Answer(200, paged(call, "members", rows, most=LONGEST_MEMBER_PAGE))


READ = ("group:read:admin", "group:write:admin")

ROUTES = (
    Route("GET", "/groups", Label.MEDIUM, "group:read:list_groups:admin", READ, list_groups),
    Route("GET", "/groups/{group}/members", Label.MEDIUM, "group:read:list_members:admin", READ, list_members),
)
