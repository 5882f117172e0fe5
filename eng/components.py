"""Writes the bill of materials of the package (CycloneDX 1.6, JSON) to the standard output.

Arguments: obj/project.assets.json of the published program, the version of the package, SOURCE_DATE_EPOCH, and the sqlite library that is
shipped. What NuGet resolved is what the linker was given; packages that only take part in the build have nothing in the program.
"""

import base64
import datetime
import json
import pathlib
import re
import sys
import uuid
import xml.etree.ElementTree as xml

assets_file, version, epoch, sqlite = sys.argv[1:]
with open(assets_file, encoding="utf-8") as file:
    assets = json.load(file)
folders = [pathlib.Path(folder) for folder in assets["packageFolders"]]


def nuspec(name, number):
    """The package's own word on itself, or an empty one where its folder is gone."""
    for folder in folders:
        for file in (folder / name.lower() / number.lower()).glob("*.nuspec"):
            return {
                element.tag.split("}")[1]: element
                for element in xml.parse(file).getroot().iter()
                if element.tag.split("}")[1] in ("license", "licenseUrl", "authors", "projectUrl")
            }
    sys.exit(f"components: {name} {number} is not in the package folders of NuGet")


def licences(said):
    licence, address = said.get("license"), said.get("licenseUrl")
    if licence is not None and licence.get("type") == "expression":
        return [{"expression": licence.text}]
    if licence is not None:
        return [{"license": {"name": f"the file {licence.text} of the package"}}]
    if address is not None:
        return [{"license": {"name": "see its address", "url": address.text}}]
    return []


def nuget(name, number, sha512=None):
    said = nuspec(name, number)
    component = {
        "type": "library",
        "bom-ref": f"pkg:nuget/{name}@{number}",
        "name": name,
        "version": number,
        "purl": f"pkg:nuget/{name}@{number}",
        "licenses": licences(said),
    }
    if "authors" in said:
        component["authors"] = [{"name": said["authors"].text}]
    if sha512 is not None:
        component["hashes"] = [{"alg": "SHA-512", "content": sha512.hex()}]
    return component


def shipped():
    target = next(packages for name, packages in assets["targets"].items() if "/" in name)
    for key, package in target.items():
        if package["type"] == "package" and ("runtime" in package or "native" in package):
            yield nuget(*key.split("/"), base64.b64decode(assets["libraries"][key]["sha512"]))
    # Those parts of .NET itself that are linked in; the compiler is not among them.
    for framework in assets["project"]["frameworks"].values():
        for pack in framework.get("downloadDependencies", []):
            if ".App.Runtime." in pack["name"]:
                yield nuget(pack["name"], pack["version"].strip("[]").split(",")[0])


def sqlite_itself():
    found = re.search(rb"(?<![ -~])(3\.[0-9]+\.[0-9]+)\0", pathlib.Path(sqlite).read_bytes())
    if found is None:
        sys.exit(f"components: {sqlite} does not say which SQLite it is")
    number = found[1].decode()
    return {
        "type": "library",
        "bom-ref": f"pkg:generic/sqlite@{number}",
        "name": "sqlite",
        "version": number,
        "purl": f"pkg:generic/sqlite@{number}",
        "licenses": [{"license": {"name": "public domain", "url": "https://www.sqlite.org/copyright.html"}}],
    }


components = sorted([*shipped(), sqlite_itself()], key=lambda component: component["bom-ref"].lower())
identity = uuid.uuid5(uuid.NAMESPACE_URL, json.dumps([version, epoch, components]))
json.dump(
    {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{identity}",
        "version": 1,
        "metadata": {
            "timestamp": datetime.datetime.fromtimestamp(int(epoch), datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "component": {
                "type": "application",
                "bom-ref": f"pkg:deb/healthcheck@{version}",
                "name": "healthcheck",
                "version": version,
                "licenses": [{"expression": "Apache-2.0"}],
            },
        },
        "components": components,
    },
    sys.stdout,
    indent=1,
    ensure_ascii=False,
)
print()
