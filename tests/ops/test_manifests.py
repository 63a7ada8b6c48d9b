"""The manifests for Kubernetes as they are rendered: small rights, no way to what a process may not know, commands that exist."""

import functools
import shutil
import subprocess

import commands_told
import pytest
import rules
import yaml

from omnia.settings.env import SECRET_FIELDS, Environment

FOLDER = rules.ROOT / "deploy" / "kubernetes"
OVERLAYS = sorted(path.name for path in (FOLDER / "overlays").iterdir())
LABEL = "app.kubernetes.io/name"
pytestmark = pytest.mark.skipif(shutil.which("kubectl") is None, reason="kubectl is not installed; manifests cannot be rendered.")


@functools.cache
def rendered(overlay):
    line = ["kubectl", "kustomize", str(FOLDER / "overlays" / overlay)]
    done = subprocess.run(line, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return [row for row in yaml.safe_load_all(done.stdout) if row]


def of_kind(overlay, *kinds):
    return [row for row in rendered(overlay) if row["kind"] in kinds]


def pods(overlay):
    """The templates of all pods, by the name of what makes them."""
    found = {row["metadata"]["name"]: row["spec"]["template"] for row in of_kind(overlay, "Deployment")}
    jobs = of_kind(overlay, "CronJob")
    return found | {row["metadata"]["name"]: row["spec"]["jobTemplate"]["spec"]["template"] for row in jobs}


def selects(policy, labels):
    chosen = policy["spec"]["podSelector"]
    wanted = chosen.get("matchLabels", {}).items() <= labels.items()
    return wanted and all(labels.get(row["key"]) in row["values"] for row in chosen.get("matchExpressions", ()))


@pytest.mark.parametrize("overlay", OVERLAYS)
def test_every_pod_is_nobody_and_may_do_nothing_beside_its_work(overlay):
    assert pods(overlay)
    for name, pod in pods(overlay).items():
        spec = pod["spec"]
        assert spec["automountServiceAccountToken"] is False, name
        assert spec["securityContext"]["runAsNonRoot"] is True, name
        assert spec["securityContext"]["seccompProfile"] == {"type": "RuntimeDefault"}, name
        for container in spec["containers"]:
            held = container["securityContext"]
            assert (held["readOnlyRootFilesystem"], held["allowPrivilegeEscalation"]) == (True, False), name
            assert held["capabilities"]["drop"] == ["ALL"], name
            assert container["resources"].keys() == {"requests", "limits"}, name
            assert "@sha256:" in container["image"], f"{name}: {container['image']}"


@pytest.mark.parametrize("overlay", OVERLAYS)
def test_each_kind_of_process_has_its_own_account_and_secrets(overlay):
    kinds = {"portal": "portal", "runtime": "runtime"}
    for name, pod in pods(overlay).items():
        kind = kinds.get(name, "jobs")
        secrets = [volume["secret"]["secretName"] for volume in pod["spec"]["volumes"] if "secret" in volume]
        assert (pod["spec"]["serviceAccountName"], secrets) == (kind, [f"{kind}-secrets"]), name


@pytest.mark.parametrize("overlay", OVERLAYS)
def test_nothing_talks_to_anything_unless_it_is_said_and_a_runtime_never_to_the_control_database(overlay):
    policies = {row["metadata"]["name"]: row for row in of_kind(overlay, "NetworkPolicy")}
    assert policies["nothing"]["spec"] == {"podSelector": {}, "policyTypes": ["Ingress", "Egress"]}
    runtime = pods(overlay)["runtime"]["metadata"]["labels"]
    assert selects(policies["to-projects"], runtime)
    assert not ("to-control" in policies and selects(policies["to-control"], runtime))
    reached = [
        to
        for name, policy in policies.items()
        if name != "to-control"
        for row in policy["spec"].get("egress", ())
        for to in row["to"]
    ]
    control = "10.10.0.0/24"
    assert [to for to in reached if to.get("ipBlock", {}).get("cidr") == control] == []
    told = {row["metadata"]["name"]: row["data"] for row in of_kind(overlay, "ConfigMap")}
    container = pods(overlay)["runtime"]["spec"]["containers"][0]
    names = {name for source in container["envFrom"] for name in told[source["configMapRef"]["name"]]}
    assert [name for name in names if "MONGODB_URI" in name or "FACTORY" in name] == []


@pytest.mark.parametrize("overlay", OVERLAYS)
def test_every_variable_is_a_setting_that_exists(overlay):
    known = Environment.model_fields.keys() | {f"{name}_FILE" for name in SECRET_FIELDS}
    told = {name for row in of_kind(overlay, "ConfigMap") for name in row["data"]}
    assert told
    assert told - known == set()


@pytest.mark.parametrize("overlay", OVERLAYS)
def test_processes_drain_before_they_are_ended_and_are_watched_by_the_three_probes(overlay):
    told = {name: value for row in of_kind(overlay, "ConfigMap") for name, value in row["data"].items()}
    for row in of_kind(overlay, "Deployment"):
        spec = row["spec"]["template"]["spec"]
        container = spec["containers"][0]
        probes = {name: container[f"{name}Probe"]["httpGet"]["path"] for name in ("startup", "liveness", "readiness")}
        assert probes == {"startup": "/startupz", "liveness": "/livez", "readiness": "/readyz"}
        ready = container["readinessProbe"]
        noticed = ready["periodSeconds"] * ready["failureThreshold"]
        assert noticed < float(told["OMNIA_DRAIN_SECONDS"]) < spec["terminationGracePeriodSeconds"]
        assert row["spec"]["strategy"]["rollingUpdate"]["maxUnavailable"] == 0


@pytest.mark.parametrize("overlay", OVERLAYS)
def test_every_deployment_survives_a_machine_and_jobs_alone_run_where_machines_are_taken_away(overlay):
    guarded = {row["spec"]["selector"]["matchLabels"][LABEL] for row in of_kind(overlay, "PodDisruptionBudget")}
    for row in of_kind(overlay, "Deployment"):
        spec = row["spec"]["template"]["spec"]
        assert row["metadata"]["name"] in guarded
        assert {each["topologyKey"] for each in spec["topologySpreadConstraints"]} == {
            "topology.kubernetes.io/zone", "kubernetes.io/hostname",
        }  # fmt: skip
        assert "tolerations" not in spec
    for row in of_kind(overlay, "CronJob"):
        assert row["spec"]["jobTemplate"]["spec"]["template"]["spec"]["nodeSelector"] == {"omnia.example/pool": "spot"}
        assert row["spec"]["concurrencyPolicy"] == "Forbid"


@pytest.mark.parametrize("overlay", OVERLAYS)
def test_the_runtime_grows_at_once_and_shrinks_slowly(overlay):
    [scaler] = of_kind(overlay, "HorizontalPodAutoscaler")
    behavior = scaler["spec"]["behavior"]
    assert behavior["scaleUp"]["stabilizationWindowSeconds"] == 0
    assert behavior["scaleDown"]["stabilizationWindowSeconds"] >= 300
    assert behavior["scaleDown"]["policies"][0]["type"] == "Pods"


@pytest.mark.parametrize("overlay", OVERLAYS)
def test_every_pod_runs_a_command_that_exists_with_options_that_it_has(overlay):
    for name, pod in pods(overlay).items():
        commands_told.check(pod["spec"]["containers"][0]["args"], name)


def test_a_region_beside_the_home_region_has_runtimes_alone():
    assert set(pods("multi-region")) == {"runtime"}
    assert {"portal", "runtime", "backup", "drill", "verify-audit"} <= set(pods("single-region"))


def test_a_rollout_is_judged_by_figures_that_are_exported():
    templates = of_kind("single-region", "AnalysisTemplate")
    questions = [metric["provider"]["prometheus"]["query"] for row in templates for metric in row["spec"]["metrics"]]
    assert len(questions) == 2
    known = rules.exported()
    assert [name for question in questions for name, _labels in rules.named(question) if name not in known] == []
    rollouts = {row["metadata"]["name"]: row["spec"]["strategy"] for row in of_kind("single-region", "Rollout")}
    assert {name: sorted(strategy) for name, strategy in rollouts.items()} == {"runtime": ["canary"], "portal": ["blueGreen"]}


def test_the_figures_by_which_the_runtime_grows_are_recorded_and_handed_on_by_the_adapter():
    handed_on = yaml.safe_load((rules.ROOT / "deploy" / "prometheus" / "adapter.yaml").read_text())["externalRules"]
    assert {row["metricsQuery"] for row in handed_on} <= rules.recorded()
    [scaler] = of_kind("single-region", "HorizontalPodAutoscaler")
    asked = {row["external"]["metric"]["name"] for row in scaler["spec"]["metrics"] if row["type"] == "External"}
    assert asked == {row["name"]["as"] for row in handed_on}
