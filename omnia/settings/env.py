"""The environment, typed: every variable that the product reads, and its meaning. A wrong one stops the start with a sentence."""

import errno
import functools
import os
import re
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated, Any, Literal, NoReturn

from pydantic import AfterValidator, BeforeValidator, Field, ValidationError, model_validator
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, NoDecode, PydanticBaseSettingsSource, SettingsConfigDict

from omnia.infra import envelope, redis_address, vault_transit
from omnia.infra.client_address import Network, parse_networks
from omnia.infra.email_addresses import email_settings
from omnia.infra.private_files import FOLDER_MODE, earlier_secrets, generated_secret
from omnia.mongo import addresses

CLUSTER_KEY = re.compile(r"[A-Za-z0-9.-]{1,40}")
"""Part of every API key of the cluster's projects, before an underscore."""

TRACING = ("opentelemetry.sdk", "opentelemetry.exporter.otlp.proto.http")
"""What `requirements/otel.txt` installs."""

SECRET_FIELDS = (
    "OMNIA_SECRET_KEY",
    "OMNIA_SECRET_KEY_FALLBACKS",
    "OMNIA_MONGODB_URI",
    "OMNIA_FACTORY_URI",
    "OMNIA_CLUSTERS",
    "OMNIA_REDIS_URL",
    "OMNIA_METRICS_TOKEN",
    "OMNIA_EMAIL_URL",
    "OMNIA_KEY_RING",
    "OMNIA_AUDIT_KEYS",
)


def _pairs(value: Any) -> Any:
    """`key=uri key2=uri2` (spaces, or commas before the next key) as a dict."""
    if not isinstance(value, str):
        return value
    found: dict[str, str] = {}
    for entry in value.replace("\n", " ").split():
        key, separator, uri = entry.strip(",").partition("=")
        if not separator or not key or "://" not in uri:
            raise ValueError("write it as key=mongodb://… pairs with spaces between them")
        if not CLUSTER_KEY.fullmatch(key):
            raise ValueError(f"“{key}” cannot name a cluster; take up to 40 letters, digits, dots and hyphens")
        if key in found:
            raise ValueError(f"the cluster “{key}” is named twice")
        found[key] = addresses.check(uri)
    return found


def _networks(value: Any) -> Any:
    """Addresses and networks with commas between them."""
    return parse_networks(_words(value)) if isinstance(value, str) else value


def _words(value: Any) -> Any:
    return [word.strip() for word in value.split(",") if word.strip()] if isinstance(value, str) else value


def _blanks(value: Any) -> Any:
    """Secrets with blanks or line ends between them."""
    return value.split() if isinstance(value, str) else value


def _mongodb(value: str) -> str:
    return addresses.check(value) if value else value


def _key_ring(value: str) -> str:
    envelope.parse_ring(value)
    return value


def _vault(value: str) -> str:
    return vault_transit.check_url(value) if value else value


def _redis(value: str) -> str:
    if value:
        redis_address.parse(value)
    return value


def _from_product(value: Path) -> Path:
    """A relative path counts from the product's folder: the same words name the same folder wherever a command is called."""
    return Path(__file__).resolve().parents[2] / value.expanduser()


def _origin(value: str) -> str:
    if value and not re.fullmatch(r"https?://[^\s/?#@]+/?", value):
        raise ValueError("write it as https://omnia.example, without a path")
    return value.rstrip("/")


def _collector(value: str) -> str:
    """Refuse what is no address, and to start without what sends there."""
    if value and not re.fullmatch(r"https?://[^\s/?#@]+(/[^\s?#@]*)?", value):
        raise ValueError("write it as http://host:4318 or https://host:4318, without a user")
    if value and not all(map(_is_installed, TRACING)):
        raise ValueError(
            "traces need packages that are not installed: pip install --require-hashes -r requirements/otel.txt, or unset it"
        )
    return value


def _is_installed(name: str) -> bool:
    try:
        return find_spec(name) is not None
    except ModuleNotFoundError:
        # A package that it lies in is not there either.
        return False


def _address(value: str) -> str:
    host, colon, port = value.rpartition(":")
    if value and not (colon and host and port.isdecimal() and 0 < int(port) < 65536):
        raise ValueError("write it as host:port, for instance 0.0.0.0:9100")
    return value


Collector = Annotated[str, AfterValidator(_collector)]
Address = Annotated[str, AfterValidator(_address)]


def _email(value: str) -> str:
    if value:
        email_settings(value)
    return value


EmailUrl = Annotated[str, AfterValidator(_email)]
DataDir = Annotated[Path, AfterValidator(_from_product)]
Origin = Annotated[str, AfterValidator(_origin)]
MongoUri = Annotated[str, AfterValidator(_mongodb)]
KeyRing = Annotated[str, AfterValidator(_key_ring)]
VaultUrl = Annotated[str, AfterValidator(_vault)]
RedisUrl = Annotated[str, AfterValidator(_redis)]
Pairs = Annotated[dict[str, str], NoDecode, BeforeValidator(_pairs)]
Words = Annotated[list[str], NoDecode, BeforeValidator(_words)]
Secrets = Annotated[list[str], NoDecode, BeforeValidator(_blanks)]
Networks = Annotated[list[Network], NoDecode, BeforeValidator(_networks)]


class Environment(BaseSettings):
    """What the process was told. The names are the variables' own."""

    model_config = SettingsConfigDict(case_sensitive=True, extra="ignore", env_ignore_empty=True)

    PORT: int = Field(default=8000, ge=1, le=65535, description="TCP port of the web server.")
    OMNIA_ROLE: Literal["portal", "runtime", "all"] = Field(
        default="all", description="What this process is: staff admin and studio, JSON API, or both."
    )
    OMNIA_DATA_DIR: DataDir = Field(
        default=Path("var"), description="Folder of the embedded server's data and of generated secrets.", validate_default=True
    )
    OMNIA_HOST: str = Field(default="127.0.0.1", description="Address to listen on.")
    OMNIA_WORKERS: int = Field(default=1, ge=1, le=64, description="Web server processes.")
    OMNIA_THREADS: int = Field(
        default=8, ge=1, le=256, description="Threads of each web server process for the API, and as many for pages."
    )
    OMNIA_BODY_SECONDS: float = Field(
        default=10, ge=0.1, le=60, description="Seconds within which the headers of a request, and then its body, must be here."
    )
    OMNIA_CONNECTIONS: int = Field(
        default=8192, ge=64, le=100_000, description="Connections that each web server process keeps open at once."
    )
    OMNIA_DEBUG: bool = Field(default=False, description="Django's debug pages; never in production.")
    OMNIA_SECRET_KEY: str = Field(
        default="",
        description="Signs sessions and keys the hashes of API keys. Unset, with the embedded server alone: made once.",
    )
    OMNIA_SECRET_KEY_FALLBACKS: Secrets = Field(
        default=[], description="Other secrets that are still, or already, accepted, with blanks between them, the newest first."
    )
    OMNIA_ALLOWED_HOSTS: Words = Field(
        default=["127.0.0.1", "localhost", "[::1]"], description="Host names that are answered, with commas between them."
    )
    OMNIA_PUBLIC_URL: Origin = Field(
        default="", description="Address under which people reach the product; sets secure cookies when it starts with https."
    )
    OMNIA_PROJECTS_PER_ACCOUNT: int = Field(
        default=20, ge=0, le=10000, description="Projects that an account may create; 0 = no limit."
    )
    OMNIA_INVITATION_DAYS: int = Field(default=7, ge=1, le=90, description="Days for which an invitation to a project is open.")
    OMNIA_STAFF_SECOND_FACTOR: Literal["", "required", "offered"] = Field(
        default="",
        description="Whether staff must have a second factor. Unset: `required` on configured servers, else `offered`.",
    )
    OMNIA_CATALOGUE_REVIEW: Literal["", "second_person", "alone"] = Field(
        default="",
        description="Who publishes the catalogue's drafts. Unset: `second_person` on configured servers, else `alone`.",
    )
    OMNIA_STAFF_IDLE_MINUTES: int = Field(
        default=60, ge=5, le=1440, description="Minutes without a request after which members of staff are signed out."
    )
    OMNIA_STAFF_SIGNED_IN_HOURS: int = Field(
        default=12, ge=1, le=168, description="Hours after which members of staff are signed out in any case."
    )
    OMNIA_CUSTOMER_IDLE_MINUTES: int = Field(
        default=120, ge=5, le=10080, description="Minutes without a request after which customers' people are signed out."
    )
    OMNIA_CUSTOMER_SIGNED_IN_HOURS: int = Field(
        default=12, ge=1, le=720, description="Hours after which customers' people are signed out in any case."
    )
    OMNIA_ERASURE_GRACE_DAYS: int = Field(
        default=14, ge=0, le=365, description="Days in which a project that is to be erased can still be kept."
    )
    OMNIA_EMAIL_URL: EmailUrl = Field(
        default="",
        description="Outgoing mail: smtp://, smtp+tls:// or smtps:// with user, password, host, port. Unset: mails are printed.",
    )
    OMNIA_EMAIL_FROM: str = Field(default="OMNIA <omnia@localhost>", description="Sender of the product's mails.")
    OMNIA_MONGODB_URI: MongoUri = Field(default="", description="Control database's server. Unset: the embedded server.")
    OMNIA_FACTORY_URI: MongoUri = Field(default="", description="Factory database's server, if not the control database's.")
    OMNIA_TRUSTED_PROXIES: Networks = Field(
        default=[],
        description="Addresses or networks of the proxies in front, with commas between them; who they say calls is believed.",
    )
    OMNIA_CLUSTERS: Pairs = Field(
        default={},
        description="Clusters for project databases, as key=uri pairs. Unset, in the role all: `default` is the control's.",
    )
    OMNIA_DATABASE_PREFIX: str = Field(
        default="omnia", pattern=r"^[a-z][a-z0-9_]{0,30}$", description="Start of the control and factory databases' names."
    )
    OMNIA_MONGODB_POOL: int = Field(
        default=50, ge=1, le=1000, description="Largest number of connections to a cluster, for each process."
    )
    OMNIA_MONGODB_TIMEOUT_MS: int = Field(
        default=3000, ge=100, le=60000, description="Milliseconds until an unreachable server is given up."
    )
    OMNIA_MONGODB_OPERATION_MS: int = Field(
        default=3000, ge=100, le=600_000, description="Milliseconds after which an operation for a page is given up."
    )
    OMNIA_REDIS_URL: RedisUrl = Field(
        default="",
        description="Redis for caches, sessions, limits: redis:// or rediss:// (TLS), with +cluster or +sentinel. Unset: none.",
    )
    OMNIA_SESSION_FALLBACK: Literal["none", "database"] = Field(
        default="none",
        description="Where new conversations are kept while Redis does not answer: nowhere (503), or in the project's database.",
    )
    OMNIA_KEY_RING: KeyRing = Field(
        default="",
        description="Keys that wrap the projects' data keys, as name=64 hex digits, current first. Unset: from the secret.",
    )
    OMNIA_VAULT_URL: VaultUrl = Field(
        default="", description="A Vault whose Transit engine is the key ring, as https://host:port. Unset: OMNIA_KEY_RING is."
    )
    OMNIA_VAULT_TOKEN_FILE: str = Field(default="", description="File with the token for that Vault; read anew at each call.")
    OMNIA_VAULT_MOUNT: str = Field(
        default="transit", pattern=r"^[A-Za-z0-9._/-]{1,24}$", description="Where its Transit engine is mounted."
    )
    OMNIA_VAULT_KEY: str = Field(default="omnia", pattern=r"^[A-Za-z0-9._-]{1,50}$", description="Name of the key there.")
    OMNIA_VAULT_CA_FILE: str = Field(
        default="", description="Certificates of the authorities that may vouch for it. Unset: the system's."
    )
    OMNIA_VAULT_SECONDS: float = Field(default=2, ge=0.1, le=30, description="Seconds until a call to it is given up.")
    OMNIA_VAULT_WRAPS: bool = Field(
        default=True,
        description="Whether it wraps; off, it only unwraps: while processes hear of it one by one, or on the way back.",
    )
    OMNIA_AUDIT_KEYS: KeyRing = Field(
        default="",
        description="Keys of the audit logs, as name=64 hex digits, current first. Unset: one is derived from the secret.",
    )
    OMNIA_BUNDLE_KEYS: KeyRing = Field(
        default="",
        description="Public keys of other installations whose bundles are taken in, as name=64 hex digits.",
    )
    OMNIA_AUDIT_CHECKPOINTS: str = Field(
        default="", description="File to which a line is added for each new audit entry. Unset: the lines are in the log alone."
    )
    OMNIA_LIMIT_PER_KEY: float = Field(default=200, ge=0, le=1e9, description="Requests a second for each API key; 0 = no limit.")
    OMNIA_LIMIT_PER_PROJECT: float = Field(
        default=1000, ge=0, le=1e9, description="Requests a second for each project; 0 = no limit."
    )
    OMNIA_LIMIT_GLOBAL: float = Field(
        default=0, ge=0, le=1e9, description="Requests a second for the whole runtime; 0 = no limit."
    )
    OMNIA_SESSION_TTL: int = Field(default=1800, ge=10, le=86400, description="Seconds that a silent conversation is kept.")
    OMNIA_CONVERSATION_DAYS: int = Field(default=30, ge=1, le=3650, description="Days that a finished conversation is kept.")
    OMNIA_STALE_SECONDS: int = Field(
        default=600, ge=0, le=86400, description="Seconds that warm projects are served while MongoDB is down."
    )
    OMNIA_CACHE_BYTES: int = Field(
        default=128 * 1024 * 1024, ge=1024 * 1024, le=2**40, description="Bytes that the in-process cache may hold."
    )
    OMNIA_FOLLOW_CHANGES: bool = Field(
        default=True,
        description="Hear of changed heads and keys by change streams, where MongoDB has them, instead of asking each second.",
    )
    OMNIA_FAST_PATH: bool = Field(
        default=True, description="Answer reads from memory, and turns, in front of Django; the answers are the same."
    )
    OMNIA_AUTOSAVE_SECONDS: int = Field(
        default=10,
        ge=0,
        le=3600,
        description="Seconds without typing after which an editor saves its draft by itself; 0 = never.",
    )
    OMNIA_MAX_ALIASES: int = Field(
        default=64, ge=4, le=4096, description="Project databases that a portal process keeps registered with Django."
    )
    OMNIA_DRAIN_FILE: str = Field(
        default="", description="A file that, while it is there, makes `/readyz` answer 503 while everything is served on."
    )
    OMNIA_DRAIN_SECONDS: float = Field(
        default=5, ge=0, le=600, description="Seconds from SIGTERM, with `/readyz` at 503, until the listener closes."
    )
    OMNIA_DISK_FOLDER: str = Field(
        default="", description="Folder whose disk must have room for new conversations and changes. Unset: not looked at."
    )
    OMNIA_DISK_FREE_MB: int = Field(
        default=256, ge=0, le=1_000_000, description="Megabytes that must be free there; with less, only what is there is served."
    )
    OMNIA_USAGE_FOLDER: str = Field(
        default="",
        description="Folder for what projects used and is not stored yet, a file each process. Unset: in the data folder.",
    )
    OMNIA_METRICS_TOKEN: str = Field(default="", description="Token that `/metrics` asks for; unset: none.")
    OMNIA_METRICS_ADDRESS: Address = Field(
        default="", description="Address, as host:port, where `/metrics` and the probes are answered besides; unset: none."
    )
    OMNIA_OTEL_ENDPOINT: Collector = Field(
        default="", description="A collector that takes traces by OTLP over HTTP, as http://host:4318. Unset: no traces."
    )
    OMNIA_OTEL_SHARE: float = Field(
        default=1, ge=0, le=1, description="Share of the requests that are traced, whatever their callers keep."
    )
    OMNIA_LOG_LEVEL: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(
        default="INFO", description="Least severity that is logged."
    )
    OMNIA_LOG_FORMAT: Literal["json", "text"] = Field(default="json", description="Log lines for machines or for people.")
    OMNIA_TEST_MONGODB_URI: str = Field(default="", description="Tests: a MongoDB server to use instead of the embedded one.")
    OMNIA_TEST_REDIS_URL: str = Field(default="", description="Tests: a Redis server to use instead of starting one.")

    @property
    def configured(self) -> bool:
        """Whether the databases are on servers that were configured, not on the embedded one."""
        return bool(self.OMNIA_MONGODB_URI or self.OMNIA_FACTORY_URI or self.OMNIA_CLUSTERS)

    @property
    def staff_second_factor(self) -> Literal["required", "offered"]:
        """Whether staff must have a second factor or may."""
        return self.OMNIA_STAFF_SECOND_FACTOR or ("required" if self.configured else "offered")

    @property
    def catalogue_review(self) -> Literal["second_person", "alone"]:
        """Whether a draft of the catalogue is published only once a second person has approved it."""
        return self.OMNIA_CATALOGUE_REVIEW or ("second_person" if self.configured else "alone")

    @model_validator(mode="after")
    def _whole(self) -> "Environment":
        """Refuse a set-up whose parts do not serve together; it would start, and answer every valid key with 401."""
        if self.OMNIA_ROLE == "runtime" and not self.OMNIA_CLUSTERS:
            raise ValueError("A runtime process needs OMNIA_CLUSTERS: where the project databases are, as key=uri pairs.")
        if self.OMNIA_VAULT_URL and not self.OMNIA_VAULT_TOKEN_FILE:
            raise ValueError("OMNIA_VAULT_URL is set without OMNIA_VAULT_TOKEN_FILE: name the file with the token.")
        if not self.configured:
            return self
        if self.OMNIA_ROLE != "runtime" and not self.OMNIA_MONGODB_URI:
            raise ValueError("OMNIA_MONGODB_URI is not set, though other servers are: say where the control database is.")
        if self.OMNIA_ROLE == "portal" and not self.OMNIA_CLUSTERS:
            raise ValueError("A portal process needs OMNIA_CLUSTERS, the same as the runtime's: where project databases are.")
        if not self.OMNIA_SECRET_KEY:
            raise ValueError(
                "OMNIA_SECRET_KEY is not set, though database servers are configured: give all processes the same key, "
                "or no API key is good everywhere."
            )
        return self

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003  # pydantic's signature
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Values given in code, then variables, then files named by `…_FILE` variables."""
        return (init_settings, env_settings, SecretFiles(settings_cls))


class SecretFiles(PydanticBaseSettingsSource):
    """The contents of the files that `<NAME>_FILE` variables name, for the fields that hold secrets."""

    def get_field_value(self, field: FieldInfo, field_name: str) -> tuple[Any, str, bool]:  # noqa: ARG002  # pydantic's signature
        """One field's value, or None."""
        return self().get(field_name), field_name, False

    def __call__(self) -> dict[str, Any]:
        """All of them, by field."""
        return _secret_files()


def _secret_files() -> dict[str, str]:
    """The contents of the named files by field; ends the process with a sentence when one cannot be taken."""
    found = {}
    for name in SECRET_FIELDS:
        path = os.environ.get(f"{name}_FILE")
        if not path:
            continue
        if os.environ.get(name):
            _stop(f"{name} and {name}_FILE are both set. Keep one of them.")
        try:
            found[name] = Path(path).read_text(encoding="utf-8").strip()
        except OSError as error:
            _stop(f"{name}_FILE names {path}, which cannot be read ({error.strerror}). Correct the path or its permissions.")
        except UnicodeDecodeError:
            _stop(f"{name}_FILE names {path}, which is not a text in UTF-8.")
        if not found[name]:
            _stop(f"{name}_FILE names {path}, which is empty.")
    return found


def _stop(sentence: str) -> NoReturn:
    print(f"OMNIA cannot start: {sentence}", file=sys.stderr)  # noqa: T201  # logging is not configured yet
    raise SystemExit(2)


def _sentence(problem: ErrorDetails) -> str:
    """One sentence; a variable's value is never repeated, for it may hold a password."""
    message = problem["msg"].removeprefix("Value error, ")
    if not problem["loc"]:
        return message
    name = ".".join(str(part) for part in problem["loc"])
    return f"{name} is not right: {message[0].lower()}{message[1:].rstrip('.')}."


def load() -> Environment:
    """Read the environment; ends the process with one sentence a wrong variable."""
    try:
        return Environment()
    except ValidationError as error:
        _stop(" ".join(_sentence(problem) for problem in error.errors()))


@functools.lru_cache(maxsize=1)
def environment() -> Environment:
    """The environment of this process, read once at start."""
    return load()


def prepare_data_folder(folder: Path) -> None:
    """Make the data folder, for its owner alone; ends the process with a sentence when it cannot be used."""
    refused = f"OMNIA_DATA_DIR names {folder}, which cannot be used"
    try:
        if not folder.exists() and not folder.parent.is_dir():
            # Made up to its root, a mistyped path or a disk that is not mounted would look like a fresh installation.
            _stop(f"{refused}: {folder.parent} is no folder. Correct the path, or make that folder first.")
        folder.mkdir(mode=FOLDER_MODE, exist_ok=True)
        if not os.access(folder, os.W_OK | os.X_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    except FileExistsError:
        _stop(f"{refused}: it is a file. Name a folder.")
    except OSError as error:
        _stop(f"{refused}: {error.strerror}. Name a folder that this user may write to.")


def secret_keys(data_dir: Path) -> list[str]:
    """The key that is made and kept in the data folder, and those before it; ends the process with a sentence if that fails."""
    path = data_dir / "secret_key"
    try:
        return [generated_secret(path), *earlier_secrets(path)]
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", "") or "it is no text"
        _stop(f"{path} cannot be read or made: {reason}. Correct it, or set OMNIA_SECRET_KEY.")
