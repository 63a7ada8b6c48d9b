"""What the product consists of, as a CycloneDX document: `sbom.py FILE`. Locked packages with their hashes, and what is vendored.

The same sources make the same document: it holds no time and no random number.
"""

import hashlib
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
LOCK = ROOT / "requirements" / "base.txt"
VENDORED = ROOT / "static" / "vendor"
NAMES = {"htmx": ("htmx.org", "0BSD"), "inter": ("inter", "OFL-1.1"), "lucide": ("lucide", "ISC")}


def main() -> int:
    """Write the document."""
    target = Path(sys.argv[1])
    target.parent.mkdir(parents=True, exist_ok=True)
    tool = str(Path(sys.executable).with_name("cyclonedx-py"))
    command = [tool, "requirements", str(LOCK), "--of", "JSON", "--output-reproducible", "-o", str(target)]
    subprocess.run(command, check=True)  # noqa: S603  # a command of our own locked environment
    document: dict[str, Any] = json.loads(target.read_text(encoding="utf-8"))
    document["metadata"]["component"] = {"type": "application", "bom-ref": "omnia", "name": "omnia"}
    document["components"] += [_vendored(folder) for folder in sorted(VENDORED.iterdir())]
    document["dependencies"].append({"ref": "omnia", "dependsOn": [row["bom-ref"] for row in document["components"]]})
    target.write_text(json.dumps(document, indent=2, sort_keys=True) + "\n", encoding="utf-8")
    print(f"{target}: {len(document['components'])} components.")  # noqa: T201
    return 0


def _vendored(folder: Path) -> dict[str, Any]:
    """A library whose files lie among ours, with the hash of each."""
    name, licence = NAMES[folder.name]
    files = sorted(path for path in folder.iterdir() if path.name != "LICENSE")
    version = next((part for path in files for part in [_version(path.name)] if part), "")
    return {
        "type": "library", "bom-ref": f"vendored-{folder.name}", "name": name, "licenses": [{"license": {"id": licence}}],
        **({"version": version, "purl": f"pkg:npm/{name}@{version}"} if version else {}),
        "components": [
            {
                "type": "file", "bom-ref": f"vendored-{folder.name}-{path.name}", "name": str(path.relative_to(ROOT)),
                "hashes": [{"alg": "SHA-256", "content": hashlib.sha256(path.read_bytes()).hexdigest()}],
            }
            for path in files
        ],
    }  # fmt: skip


def _version(name: str) -> str:
    """The version in a file's name, as in `htmx-2.0.11.min.js`."""
    text = name.partition("-")[2].removesuffix(".min.js")
    return text if text.replace(".", "").isdigit() else ""


if __name__ == "__main__":
    sys.exit(main())
