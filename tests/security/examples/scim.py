"""How the endpoints of provisioning are asked."""

from typing import Any

from tests.security.asked import Ask, example, further
from tests.security.stock import Stock

V2 = "/scim/v2"
USER, GROUP = f"{V2}/Users/{{id}}", f"{V2}/Groups/{{id}}"
USERS = "urn:ietf:params:scim:schemas:core:2.0:User"
GROUPS = "urn:ietf:params:scim:schemas:core:2.0:Group"
PATCH = "urn:ietf:params:scim:api:messages:2.0:PatchOp"
SEARCH = "urn:ietf:params:scim:api:messages:2.0:SearchRequest"


def patch(path: str, value: Any) -> dict[str, Any]:
    """One replacement."""
    return {"schemas": [PATCH], "Operations": [{"op": "replace", "path": path, "value": value}]}


@example(f"GET {V2}/Users", also=("account.read",))
@example(f"GET {V2}/Groups", also=("role.read",))
def listed(_stock: Stock) -> Ask:
    """List."""
    return Ask()


@further(f"GET {V2}/Users", also=("account.read",))
@further(f"GET {V2}/Groups", also=("role.read",))
def found(stock: Stock) -> Ask:
    """Find somebody, or the roles that they hold."""
    return Ask(query={"filter": _about(stock)})


def _about(stock: Stock) -> str:
    return f'id eq "{stock.account_id}" or displayName eq "{stock.account_id}"'


@example(f"POST {V2}/Users/.search", also=("account.read",))
@example(f"POST {V2}/Groups/.search", also=("role.read",))
@example(f"POST {V2}/.search", also=("account.read", "role.read"))
def search(_stock: Stock) -> Ask:
    """Search."""
    return Ask(json={"schemas": [SEARCH], "count": 1})


@further(f"POST {V2}/Users/.search", also=("account.read",))
@further(f"POST {V2}/Groups/.search", also=("role.read",))
@further(f"POST {V2}/.search", also=("account.read", "role.read"))
def search_for(stock: Stock) -> Ask:
    """Search for somebody."""
    return Ask(json={"schemas": [SEARCH], "filter": _about(stock)})


@example(f"GET {V2}/ResourceTypes/{{id}}")
def resource_type(stock: Stock) -> Ask:
    """Read a resource type."""
    return Ask(holes={"id": stock.resource_type})


@example(f"GET {V2}/Schemas/{{id}}")
def schema(stock: Stock) -> Ask:
    """Read a schema."""
    return Ask(holes={"id": stock.schema})


@example(f"GET {USER}", also=("account.read",))
@example(f"DELETE {USER}", also=("account.read", "account.manage"))
def user(stock: Stock) -> Ask:
    """Read a User, or shut the account."""
    return Ask(holes={"id": stock.account_id})


@example(f"POST {V2}/Users", also=("account.manage",))
def create(stock: Stock) -> Ask:
    """Add a User."""
    return Ask(json={"schemas": [USERS], "userName": f"new-{stock.world.number()}"})


@example(f"PUT {USER}", also=("account.read", "account.manage"))
def replace(stock: Stock) -> Ask:
    """Set what a User is."""
    return Ask(holes={"id": stock.account_id}, json={"schemas": [USERS], "userName": f"renamed-{stock.world.number()}"})


@example(f"PATCH {USER}", also=("account.read", "account.manage"))
def change(stock: Stock) -> Ask:
    """Change a User."""
    return Ask(holes={"id": stock.account_id}, json=patch("displayName", "김하늘"))


@example(f"GET {GROUP}", also=("role.read",))
def group(stock: Stock) -> Ask:
    """Read a role and who holds it."""
    return Ask(holes={"id": stock.group})


@example(f"POST {V2}/Groups", also=("role.read",), works=(403, 409, 501))
@example(f"DELETE {GROUP}", also=("role.read",), works=(403, 409, 501))
def never(stock: Stock) -> Ask:
    """Make or remove a role: nobody may from outside, whatever they hold; the city declares its roles."""
    return Ask(holes={"id": stock.group}, json={"schemas": [GROUPS], "displayName": "idle"})


@example(f"PUT {GROUP}", also=("role.read", "role.grant"))
def members(stock: Stock) -> Ask:
    """Set the members of a role: as they are."""
    stock.made["group"] = "idle@parks"
    body = {"schemas": [GROUPS], "displayName": "idle@parks", "members": [{"value": stock.account_id}]}
    return Ask(holes={"id": stock.group}, json=body)


@example(f"PATCH {GROUP}", also=("role.read", "role.grant"))
def one_member_more(stock: Stock) -> Ask:
    """Let somebody into a role."""
    add = {"op": "add", "path": "members", "value": [{"value": stock.account_id}]}
    return Ask(holes={"id": stock.group}, json={"schemas": [PATCH], "Operations": [add]})


@example(f"POST {V2}/Bulk", also=("account.manage", "account.read"))
def bulk(stock: Stock) -> Ask:
    """Change somebody in a bulk request."""
    change = {"method": "PATCH", "path": f"/Users/{stock.account_id}", "data": patch("displayName", "이바다")}
    urn = "urn:ietf:params:scim:api:messages:2.0:BulkRequest"
    return Ask(json={"schemas": [urn], "Operations": [change]})
