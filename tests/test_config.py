"""The configuration: what a good file gives, and what each mistake says."""

from __future__ import annotations

import contextlib
import re
import string
from datetime import time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot import config
from bot.core.model import Channel, KeyPolicy, Member, RoomId, UserId
from bot.core.weekly import Weekly
from bot.errors import ConfigError, CredentialError
from bot.metrics_config import MetricsSettings
from bot.operator_section import Operator
from bot.resources import config_dir
from tests.channels import by_language

SECRET = "correct-horse-7731"  # nobody's password

ADDRESS_EXPECTED = (
    "expected an address such as https://matrix.example.org (http:// only on this machine or a private network)"
)
KEYS = (
    "homeserver, account, data_dir, key_file, fields_key_file, invites, translation, channels, members,"
    " operators_room, operator, digest, keep_keys, new_groups_wait, backup_recipient, metrics"
)

GOOD = """\
homeserver: http://127.0.0.1:8008
account: {user_id: "@bot:demo.local", password_file: bot.password, device_name: Relay}
data_dir: data
key_file: store.key
invites: ["@ana:demo.local", "demo.local"]
translation: {engines: [apertium], timeout_s: 2.5, retry_s: 30}
channels:
  - name: demo
    rooms: {en: "!one:demo.local", es: "!two", fr: "!three"}
members:
  "@ana:demo.local": {name: Ana, organisation: Sindicato Demo, language: es, role: coordinator}
  "@bob:demo.local": {name: Bob}
operators_room: "!ops"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_secret(tmp_path / "bot.password", SECRET + "\n")
    write_secret(tmp_path / "store.key", "0f" * 32 + "\n")
    return tmp_path


def write_secret(path: Path, text: str, mode: int = 0o600) -> None:
    path.write_text(text, encoding="utf-8")
    path.chmod(mode)


def load(folder: Path, text: str) -> config.Settings:
    file = folder / "bot.yaml"
    file.write_text(text, encoding="utf-8")
    return config.load(file)


def mistakes(folder: Path, text: str) -> list[str]:
    """Each mistake as `line: key: what is expected`."""
    with pytest.raises(ConfigError) as caught:
        load(folder, text)
    prefix = f"{folder / 'bot.yaml'}:"
    assert all(mistake.startswith(prefix) for mistake in caught.value.mistakes)
    return [mistake.removeprefix(prefix) for mistake in caught.value.mistakes]


def changed(old: str, new: str) -> str:
    assert GOOD.count(old) == 1
    return GOOD.replace(old, new)


def test_a_good_file_gives_typed_settings(folder: Path) -> None:
    assert load(folder, GOOD) == config.Settings(
        homeserver="http://127.0.0.1:8008",
        account=config.AccountSettings(UserId("@bot:demo.local"), folder / "bot.password", "Relay"),
        data_dir=folder / "data",
        key_file=folder / "store.key",
        fields_key_file=folder / "fields.key",
        invites=frozenset({"@ana:demo.local", "demo.local"}),
        channels=(
            Channel(
                "demo", by_language({"en": RoomId("!one:demo.local"), "es": RoomId("!two"), "fr": RoomId("!three")})
            ),
        ),
        members={
            UserId("@ana:demo.local"): Member(UserId("@ana:demo.local"), "Ana", "Sindicato Demo", "es", "coordinator"),
            UserId("@bob:demo.local"): Member(UserId("@bob:demo.local"), "Bob"),
        },
        engine=config.EngineSettings(("apertium",), 2.5, 30),
        operators_room=RoomId("!ops"),
    )


def test_the_example_that_people_start_from_is_a_good_file(folder: Path) -> None:
    (folder / "bot.yaml").write_text((config_dir() / "example.yaml").read_text(encoding="utf-8"), encoding="utf-8")
    (channel,) = config.load(folder / "bot.yaml").channels
    assert (set(channel.languages), channel.keys) == ({"en", "es", "fr"}, "cross-signed")


@pytest.mark.parametrize(("written", "days"), [("", 30), ("keep_keys: 8d", 8), ("keep_keys: 365d", 365)])
def test_room_keys_are_kept_for_a_month_or_as_long_as_it_says(folder: Path, written: str, days: int) -> None:
    assert load(folder, GOOD + written).keep_keys == timedelta(days=days)


@pytest.mark.parametrize("written", ["7d", "366d", "30 days", "d", "-9d", "99999d", "[30d]", "1h", "３０d"])
def test_a_span_that_is_too_short_or_no_span_is_told(folder: Path, written: str) -> None:
    expected = ["14: keep_keys: expected a number of days from 8 to 365, such as 30d"]
    assert mistakes(folder, f"{GOOD}keep_keys: {written}") == expected


@pytest.mark.parametrize("policy", ["cross-signed", "all"])
def test_a_channel_says_which_devices_get_its_keys(folder: Path, policy: KeyPolicy) -> None:
    text = GOOD.replace('fr: "!three"}', f'fr: "!three"}}\n    keys: {policy}')
    (folder / "bot.yaml").write_text(text, encoding="utf-8")
    assert config.load(folder / "bot.yaml").channels[0].keys == policy


def test_a_channel_says_in_which_rooms_testimony_is_taken(folder: Path) -> None:
    assert load(folder, GOOD).channels[0].testimony == frozenset()
    text = GOOD.replace('fr: "!three"}', 'fr: "!three"}\n    testimony: [es, fr]')
    assert load(folder, text).channels[0].testimony == {"es", "fr"}


def test_a_language_may_have_several_rooms(folder: Path) -> None:
    (channel,) = load(folder, changed('"!two"', '["!two", "!four"]')).channels
    assert [(room.language, room.room_id) for room in channel.rooms] == [
        ("en", "!one:demo.local"),
        ("es", "!two"),
        ("es", "!four"),
        ("fr", "!three"),
    ]


def test_a_list_of_one_room_is_that_room(folder: Path) -> None:
    assert load(folder, changed('"!two"', '["!two"]')) == load(folder, GOOD)


@pytest.mark.parametrize(
    ("written", "mistake"),
    [
        ("[]", "9: channels[0].rooms.es: expected a room id in quotes, or a list of them"),
        ('["!two", "#four"]', "9: channels[0].rooms.es[1]: expected a room id in quotes"),
        ('["!two", "!two"]', "9: channels[0].rooms.es[1]: this room is used already, in line 9"),
        ('["!two", ["!four"]]', "9: channels[0].rooms.es[1]: expected a room id in quotes"),
        ('{a: "!two"}', "9: channels[0].rooms.es: expected a room id in quotes"),
    ],
)
def test_a_wrong_list_of_rooms_is_told(folder: Path, written: str, mistake: str) -> None:
    (found,) = mistakes(folder, changed('"!two"', written))
    assert found.startswith(mistake)


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        ("[de]", "expected one of en, es, fr"),
        ("[]", "expected a list of languages or rooms"),
        ("es", "expected a list of languages or rooms"),
        ("[no]", "YAML reads this as another kind of value"),
    ],
)
def test_a_wrong_testimony_room_is_told(folder: Path, written: str, sentence: str) -> None:
    found = mistakes(folder, GOOD.replace('fr: "!three"}', f'fr: "!three"}}\n    testimony: {written}'))
    assert any(sentence in line for line in found), found


def test_single_rooms_may_take_testimony_beside_others_of_their_language(folder: Path) -> None:
    text = changed('"!two"', '["!two", "!four"]').replace(
        'fr: "!three"}', 'fr: "!three"}\n    testimony: [fr, "!four"]'
    )
    channel = load(folder, text).channels[0]
    assert [room for room in channel.room_ids if channel.takes_testimony(room)] == ["!four", "!three"]


def test_testimony_needs_a_room_of_the_channel(folder: Path) -> None:
    text = GOOD.replace('fr: "!three"}', 'fr: "!three"}\n    testimony: ["!elsewhere"]')
    assert any("this channel has no such room" in line for line in mistakes(folder, text))


def test_testimony_needs_a_room_in_its_language(folder: Path) -> None:
    text = GOOD.replace(', fr: "!three"}', "}\n    testimony: [fr]")
    assert any("this channel has no room in that language" in line for line in mistakes(folder, text))


@pytest.mark.parametrize(("written", "days"), [("7d", 7), ("30d", 30), ("3650d", 3650), (None, None)])
def test_a_channel_says_after_how_many_days_messages_expire(
    folder: Path, written: str | None, days: int | None
) -> None:
    text = GOOD.replace('fr: "!three"}', f'fr: "!three"}}\n    messages_expire: {written}') if written else GOOD
    assert load(folder, text).channels[0].expire_after == (timedelta(days=days) if days else None)


@pytest.mark.parametrize("written", ["6d", "30", "0d", "3651d", "-7d", "1 month", "07d", "9999d"])
def test_an_expiry_that_could_be_a_slip_is_refused(folder: Path, written: str) -> None:
    found = mistakes(folder, GOOD.replace('fr: "!three"}', f'fr: "!three"}}\n    messages_expire: {written}'))
    assert any("number of days from 7d to 3650d" in line or "YAML reads this" in line for line in found), found


def test_the_example_shows_every_key_that_the_configuration_may_have() -> None:
    """The doctor sends people there, and it is the only list."""
    readers = ("config", "account_config", "channel_config", "engine_settings", "digest_config", "metrics_config")
    code = "".join(
        (config_dir().parent / "bot" / f"{name}.py").read_text(encoding="utf-8")
        for name in (*readers, "operator_section")
    )
    keys = set(re.findall(r"(?:optional|required)\(\s*\"([a-z_]+)\"", code))
    assert len(keys) > 25
    shown = set(re.findall(r"\b([a-z_]+):", (config_dir() / "example.yaml").read_text(encoding="utf-8")))
    assert keys - shown == set()


def test_a_key_may_come_from_systemd(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    credentials = folder / "credentials"
    credentials.mkdir()
    write_secret(credentials / "store_key", "ab" * 32)
    (credentials / "store_key").chmod(0o440)  # as systemd shows the access list
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(credentials))
    loaded = load(folder, changed("key_file: store.key", "key_file: credential:store_key"))
    assert config.read_key(loaded.key_file) == b"\xab" * 32


@pytest.mark.parametrize("written", ["credential:none", "credential:../store.key", "credential:", "credential:a/b"])
def test_a_credential_that_systemd_has_not_handed_over_is_told(
    folder: Path, monkeypatch: pytest.MonkeyPatch, written: str
) -> None:
    text = changed("key_file: store.key", f'key_file: "{written}"')
    assert any("systemd has handed over no credential" in line for line in mistakes(folder, text))
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(folder))
    assert any("credential" in line or "no such file" in line for line in mistakes(folder, text))


def test_what_may_be_left_out_has_a_default(folder: Path) -> None:
    text = GOOD.replace('operators_room: "!ops"\n', "operators_room:\n").replace(", device_name: Relay", "")
    text = re.sub(r"translation:.*\n", "", text)
    loaded = load(folder, text)
    assert loaded.engine == config.EngineSettings(("firefox", "apertium"), 5.0, 60.0)
    assert loaded.operators_room is None
    assert loaded.account.device_name == "Trinational"


def test_a_token_and_its_device_stand_in_place_of_the_password(folder: Path) -> None:
    write_secret(folder / "bot.token", SECRET)
    text = changed("password_file: bot.password", "token_file: bot.token, device_id: ABCDEF")
    account = load(folder, text).account
    assert (account.password_file, account.token_file, account.device_id) == (None, folder / "bot.token", "ABCDEF")


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("token_file: bot.token", "2: account.token_file: a token belongs to a device: device_id is missing beside it"),
        (
            "token_file: bot.token, device_id: A, password_file: bot.password",
            "2: account.password_file: expected either password_file, or token_file and device_id, not both",
        ),
        (
            "password_file: bot.password, device_id: A",
            "2: account.device_id: only with token_file; with a password the bot gets a device by itself",
        ),
        (
            "token_file: bot.token, device_id: a b",
            "2: account.device_id: expected the id of the device that the token was issued for",
        ),
        (
            "token_file: no.token, device_id: A",
            "2: account.token_file: there is no such file (relative paths start at the folder of this configuration)",
        ),
    ],
)
def test_a_password_and_a_token_are_told_apart(folder: Path, written: str, told: str) -> None:
    write_secret(folder / "bot.token", SECRET)
    assert mistakes(folder, changed("password_file: bot.password", written)) == [told]


def test_secrets_never_get_into_the_settings(folder: Path) -> None:
    loaded = load(folder, GOOD)
    assert SECRET not in repr(loaded)
    assert "0f0f" not in repr(loaded)


def test_all_mistakes_are_told_at_once_in_the_order_of_the_file(folder: Path) -> None:
    text = """\
homeserver: matrix.example.org
account: {user_id: bot, pasword_file: bot.password}
data_dir: data
key_file: nowhere.key
invites: []
translation: {engines: [google], timeout_s: 0}
channels:
  - name: demo
    rooms: {en: "!one"}
members:
  "@ana:demo.local": {name: Ana, role: boss}
colour: blue
"""
    assert mistakes(folder, text) == [
        f"1: homeserver: {ADDRESS_EXPECTED}",
        "2: account.password_file: is missing; expected the file with the password of the account",
        '2: account.pasword_file: unknown key; did you mean "password_file"?',
        '2: account.user_id: expected a user id in quotes, such as "@ana:example.org"',
        "4: key_file: there is no such file (relative paths start at the folder of this configuration)",
        "5: invites: expected a list of user ids and server names that may invite the bot",
        "6: translation.engines[0]: expected one of firefox, apertium, libretranslate, deepl, microsoft",
        "6: translation.timeout_s: expected a number from 0.5 to 60",
        "9: channels[0].rooms: a channel needs at least two rooms",
        "11: members.@ana:demo.local.role: expected one of coordinator, rep, observer",
        f"12: colour: unknown key; known here: {KEYS}",
    ]


@pytest.mark.parametrize(
    ("old", "new", "mistake"),
    [
        ("http://127.0.0.1:8008", "http://matrix.example.org", "1: homeserver: expected an address"),
        ("http://127.0.0.1:8008", "https://user@example.org", "1: homeserver: expected an address"),
        ("http://127.0.0.1:8008", "https://example.org:99999", "1: homeserver: expected an address"),
        ("http://127.0.0.1:8008", "https://example.org/_matrix", "1: homeserver: expected an address"),
        ("device_name: Relay", "device_name: 18:00", "2: account.device_name: expected a short name that people see"),
        ("data_dir: data", "data_dir: store.key", "3: data_dir: expected a folder, but this is a file"),
        ("key_file: store.key", "key_file: bot.password", "4: key_file: the file must hold 64 hex digits"),
        ('"demo.local"]', "no]", "5: invites[1]: expected a user id or a server name in quotes"),
        ('"demo.local"]', '"demo local"]', "5: invites[1]: expected a user id or a server name in quotes"),
        ("timeout_s: 2.5", "timeout_s: 61", "6: translation.timeout_s: expected a number from 0.5 to 60"),
        ("timeout_s: 2.5", "timeout_s: 0:30", "6: translation.timeout_s: expected a number from 0.5 to 60"),
        ("timeout_s: 2.5", "timeout_s: .nan", "6: translation.timeout_s: expected a number from 0.5 to 60"),
        ("timeout_s: 2.5", 'timeout_s: "5"', "6: translation.timeout_s: expected a number from 0.5 to 60"),
        ("retry_s: 30", "retry_s: 0", "6: translation.retry_s: expected a number from 1 to 3600"),
        ("retry_s: 30", "retry_s: 3601", "6: translation.retry_s: expected a number from 1 to 3600"),
        (
            "name: demo",
            "name: no",
            "8: channels[0].name: expected a name for the channel, at most 100 characters in one line; YAML reads this",
        ),
        ("fr: ", "de: ", "9: channels[0].rooms.de: expected one of the languages en, es, fr"),
        ('"!two"', '"#two:demo.local"', "9: channels[0].rooms.es: expected a room id in quotes; it starts with"),
        ('"!two"', '"!three"', "9: channels[0].rooms.fr: this room is used already, in line 9"),
        ('"!two"', '"!two", es: "!four"', "9: channels[0].rooms.es: is here twice; first in line 9"),
        ('"@bob:demo.local"', "bob", '12: members.bob: expected a user id in quotes, such as "@ana:example.org"'),
        ('"@bob:demo.local"', '"@bot:demo.local"', "12: members.@bot:demo.local: this is the bot's own account"),
        ('"@bob:demo.local"', '"@ana:demo.local"', "12: members.@ana:demo.local: is here twice; first in line 11"),
        ("{name: Bob}", "Bob", "12: members.@bob:demo.local: expected name, organisation, language and role"),
        (
            "{name: Bob}",
            "{language: es}",
            "12: members.@bob:demo.local.name: is missing; expected the name that others see",
        ),
        (
            "{name: Bob}",
            "{name: Bob, language: de}",
            "12: members.@bob:demo.local.language: expected one of en, es, fr",
        ),
        (", role: coordinator", "", "11: members: at least one member needs `role: coordinator`"),
        ('"!ops"', '"!two"', "13: operators_room: this room is used already, in line 9"),
    ],
)
def test_a_mistake_is_told_with_line_key_and_what_is_expected(folder: Path, old: str, new: str, mistake: str) -> None:
    (found,) = mistakes(folder, changed(old, new))
    assert found.startswith(mistake)


def test_two_channels_share_neither_name_nor_room(folder: Path) -> None:
    more = 'fr: "!three"}\n  - name: demo\n    rooms: {en: "!two", es: "!nine"}\n'
    assert mistakes(folder, changed('fr: "!three"}\n', more)) == [
        "10: channels[1].name: another channel has this name already, in line 8",
        "11: channels[1].rooms.en: this room is used already, in line 9",
    ]


@pytest.mark.parametrize("name", ["bot.password", "store.key"])
def test_a_secret_that_others_can_read_is_refused(folder: Path, name: str) -> None:
    (folder / name).chmod(0o640)
    (found,) = mistakes(folder, GOOD)
    assert "others on this machine can read the file; run `chmod 600 /" in found


@pytest.mark.parametrize(
    ("content", "end"), [("", "the file is empty"), (f"{SECRET}\nmore\n", "one line and nothing else")]
)
def test_a_password_file_holds_one_line(folder: Path, content: str, end: str) -> None:
    write_secret(folder / "bot.password", content)
    (found,) = mistakes(folder, GOOD)
    assert found.startswith("2: account.password_file: ")
    assert end in found


def test_a_mistake_never_repeats_a_value(folder: Path) -> None:
    text = changed("password_file: bot.password", f"password_file: {SECRET}").replace('demo.local"]', f'{SECRET} "]')
    text = text.replace("role: coordinator", f"role: {SECRET}").replace("retry_s: 30", f"retry_s: {SECRET}")
    found = mistakes(folder, text.replace('"!ops"', SECRET))
    assert len(found) == 5
    assert SECRET not in "\n".join(found)


@pytest.mark.parametrize(
    ("text", "line", "sentence"),
    [
        ("homeserver: [\n", 2, "this is no valid YAML"),
        (f"account:\n  password: *{SECRET}\n", 2, "this is no valid YAML"),
        (f"account:\n  password: '{SECRET}\n", 3, "this is no valid YAML"),
        ("account:\n\tuser_id: x\n", 2, "a tab character stands here; indent with spaces"),
        ("- a\n- b\n", 1, "expected keys and values"),
        ("", 1, "expected keys and values"),
        ("a: \x07\n", 1, "the file is not a text in UTF-8, or has control characters in it"),
        ("a: " + "[" * 5000 + "]" * 5000, 1, "lists or keys are nested too deeply"),
    ],
)
def test_a_file_that_is_no_settings_gets_one_line(folder: Path, text: str, line: int, sentence: str) -> None:
    (found,) = mistakes(folder, text)
    assert found.startswith(f"{line}: {sentence}")
    assert SECRET not in found


def test_a_file_that_is_not_there_gets_one_line(tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as caught:
        config.load(tmp_path / "none.yaml")
    (line,) = caught.value.mistakes
    assert line.startswith(f"{tmp_path / 'none.yaml'}: there is no such file: ")


def test_a_file_in_another_encoding_gets_one_line(folder: Path) -> None:
    (folder / "bot.yaml").write_bytes("homeserver: ñ\n".encode("latin-1"))
    with pytest.raises(ConfigError, match=r"bot\.yaml:1: the file is not a text in UTF-8") as caught:
        config.load(folder / "bot.yaml")
    assert len(caught.value.mistakes) == 1


def nested(depth: int) -> st.SearchStrategy[object]:
    leaf = st.none() | st.booleans() | st.integers() | st.text(string.printable, max_size=8)
    if depth == 0:
        return leaf
    inner, names = nested(depth - 1), ["homeserver", "account", "channels", "members", "rooms", "name", "es", "@a:b"]
    return leaf | st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(names), inner, max_size=4)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(nested(3))
def test_whatever_the_file_holds_the_answer_is_settings_or_mistakes(folder: Path, content: object) -> None:
    assert mistakes(folder, yaml.safe_dump(content))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(st.integers(0, len(GOOD) - 1), st.sampled_from([*"\"':{}[]#&*!|>%@`\t\n", "- ", "? ", "<<: *a"]))
def test_a_slip_anywhere_in_the_file_never_ends_in_a_traceback(folder: Path, place: int, slip: str) -> None:
    with contextlib.suppress(ConfigError):  # the only error there may be
        load(folder, GOOD[:place] + slip + GOOD[place:])


def test_the_password_is_the_line_in_its_file(folder: Path) -> None:
    write_secret(folder / "bot.password", " with blanks \r\n")
    assert config.read_secret(folder / "bot.password") == " with blanks "


def test_the_key_is_the_32_bytes_in_its_file(folder: Path) -> None:
    assert config.read_key(folder / "store.key") == b"\x0f" * 32


@pytest.mark.parametrize("content", ["0f" * 31, "0f" * 33, "0g" * 32, SECRET])
def test_a_key_of_another_form_is_refused_without_showing_it(folder: Path, content: str) -> None:
    write_secret(folder / "store.key", content)
    with pytest.raises(CredentialError) as caught:
        config.read_key(folder / "store.key")
    assert str(caught.value) == f"{folder / 'store.key'}: expected 64 hex digits and nothing else"


def test_a_secret_file_that_went_missing_is_a_credential_error(tmp_path: Path) -> None:
    with pytest.raises(CredentialError, match="there is no such file"):
        config.read_secret(tmp_path / "gone")


# Who operates the bot


def test_the_operator_may_be_named(folder: Path) -> None:
    text = GOOD + "operator: {name: Red de ejemplo A.C., contact: privacidad@example.org}\n"
    assert load(folder, text).operator == Operator("Red de ejemplo A.C.", "privacidad@example.org")
    assert load(folder, GOOD).operator is None


def test_an_operator_without_a_way_to_reach_them_is_a_mistake(folder: Path) -> None:
    assert mistakes(folder, GOOD + "operator: {name: Red}\n") == [
        "14: operator.contact: is missing; expected where requests about personal data go, such as an e-mail address"
    ]


def test_the_digest_has_a_day_an_hour_and_a_zone_for_each_room(folder: Path) -> None:
    room = RoomId("!one")
    settings = load(folder, GOOD).digest
    monday = settings.weekly(room, "es")
    assert monday == Weekly(0, time(8), ZoneInfo("America/Mexico_City"))
    text = (
        GOOD + 'digest: {day: friday, at: "17:30", empty: skip, zones: {es: America/Tijuana, "!one": America/Cancun}}\n'
    )
    settings = load(folder, text).digest
    assert settings.weekly(room, "es") == Weekly(4, time(17, 30), ZoneInfo("America/Cancun"))
    assert settings.weekly(RoomId("!two"), "es") == Weekly(4, time(17, 30), ZoneInfo("America/Tijuana"))
    assert settings.weekly(RoomId("!two"), "fr") == Weekly(4, time(17, 30), ZoneInfo("America/Toronto"))
    assert not settings.says_nothing_new
    assert settings.approval == "no"
    for approval in ("no", "silence-publishes", "silence-holds"):
        assert load(folder, GOOD + f"digest: {{approval: {approval}}}\n").digest.approval == approval
    assert load(folder, GOOD + "digest: {day: never}\n").digest.weekly(room, "es") is None


@pytest.mark.parametrize(
    "digest",
    [
        "{day: lunes}",
        "{at: 8}",
        '{at: "24:00"}',
        "{empty: maybe}",
        "{zones: {es: Mexico}}",
        "{zones: {de: Europe/Berlin}}",
    ],
)
def test_a_digest_that_cannot_be_is_a_mistake(folder: Path, digest: str) -> None:
    assert len(mistakes(folder, GOOD + f"digest: {digest}\n")) == 1


# Engines


def test_engines_on_servers_are_set_up_once_and_named_in_lists(folder: Path) -> None:
    write_secret(folder / "deepl.key", "key\n")
    text = changed(
        "translation: {engines: [apertium], timeout_s: 2.5, retry_s: 30}",
        "translation:\n"
        "  engines: [firefox, apertium]\n"
        "  models_dir: models\n"
        "  deepl: {key_file: deepl.key}\n"
        '  libretranslate: {url: "http://10.0.0.5:5000"}',
    ).replace("  - name: demo\n", "  - name: demo\n    engines: [deepl, libretranslate, apertium]\n")
    loaded = load(folder, text)
    assert loaded.engine.order == ("firefox", "apertium")
    assert loaded.engine.models_dir == folder / "models"
    assert loaded.engine.remote["deepl"].key_file == folder / "deepl.key"
    assert loaded.engine.remote["libretranslate"].url == "http://10.0.0.5:5000"
    assert loaded.channels[0].engines == ("deepl", "libretranslate", "apertium")


def test_a_single_engine_may_be_named_as_it_was_before_there_were_several(folder: Path) -> None:
    text = changed("{engines: [apertium], timeout_s: 2.5, retry_s: 30}", "{engine: apertium, retry_s: 30}")
    assert load(folder, text).engine.order == ("apertium",)


@pytest.mark.parametrize(
    ("section", "mistake"),
    [
        ("{engines: [deepl]}", "translation.engines[0]: this engine has to be set up under `translation: deepl:`"),
        ("{engines: [apertium, apertium]}", "translation.engines[1]: this engine is in the list already"),
        ("{engines: apertium}", "translation.engines: expected a list of engines"),
        ("{deepl: {}}", "translation.deepl.key_file: is missing"),
        ("{deepl: {key_file: nothing.key}}", "translation.deepl.key_file: there is no such file"),
        ('{libretranslate: {url: "http://translate.example.org"}}', "translation.libretranslate.url: expected an"),
        ("{engine: apertium, engines: [apertium]}", "translation.engine: `engines` stands beside it: keep only that"),
        ("{engine: deepl}", "translation.engine: this engine has to be set up under `translation: deepl:`"),
        ("{engine: google}", "translation.engine: expected one of firefox, apertium"),
    ],
)
def test_a_mistake_about_engines_is_told(folder: Path, section: str, mistake: str) -> None:
    text = changed("{engines: [apertium], timeout_s: 2.5, retry_s: 30}", section)
    assert [found for found in mistakes(folder, text) if mistake in found]


def with_attachments(folder: Path, written: str) -> str:
    return GOOD.replace('fr: "!three"}', f'fr: "!three"}}\n    {written}')


@pytest.mark.parametrize(
    ("written", "megabytes"),
    [
        ("", 0),
        ("attachments: false", 0),
        ("attachments: true", 20),
        ("attachments: true\n    attachments_max_mb: 5", 5),
    ],
)
def test_a_channel_passes_files_on_only_where_it_says_so(folder: Path, written: str, megabytes: int) -> None:
    assert load(folder, with_attachments(folder, written)).channels[0].attachments == megabytes * 1024 * 1024


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        ("attachments: on", "expected true or false"),
        ("attachments: true\n    attachments_max_mb: 0", "expected a number from 1 to 90"),
        ("attachments: true\n    attachments_max_mb: 500", "expected a number from 1 to 90"),
        ("attachments_max_mb: 5", "it counts only beside `attachments: true`"),
    ],
)
def test_a_wrong_word_about_files_is_told(folder: Path, written: str, sentence: str) -> None:
    found = mistakes(folder, with_attachments(folder, written))
    assert any(sentence in line for line in found), found


def test_metrics_listen_on_loopback_and_only_when_they_are_asked_for(folder: Path) -> None:
    assert load(folder, GOOD).metrics is None
    assert load(folder, GOOD + "metrics: {port: 9464}\n").metrics == MetricsSettings(9464, "127.0.0.1")
    assert load(folder, GOOD + 'metrics: {port: 9464, address: "::1"}\n').metrics == MetricsSettings(9464, "::1")


@pytest.mark.parametrize("address", ["0.0.0.0", "::", "192.168.1.5", "bot.example.org", "localhost"])
def test_metrics_for_others_are_refused_with_one_sentence(folder: Path, address: str) -> None:
    (told,) = mistakes(folder, GOOD + f'metrics: {{port: 9464, address: "{address}"}}\n')
    assert "metrics.address: expected an address of this machine alone" in told


@pytest.mark.parametrize("port", ["0", "65536", "9464.5", "soon"])
def test_a_port_that_cannot_be_is_a_mistake(folder: Path, port: str) -> None:
    assert len(mistakes(folder, GOOD + f"metrics: {{port: {port}}}\n")) == 1
