"""Settings: what a person may choose, and where ClaudeProjects keeps its own files.

``table`` holds every setting with its default, its allowed values and one line about it; ``files`` reads and
writes the two files they stand in; ``live`` follows
them while a vault is open; ``folders`` names the folders. Precedence: defaults, then the user's file, then
the vault's file, which may hold harmless keys only. Secrets are never settings: they come from the environment.
"""

from __future__ import annotations

from claudeprojects.core.settings.files import (
    SettingsFile,
    SettingValue,
    effective_settings,
    load_settings,
    user_settings,
    vault_settings,
)
from claudeprojects.core.settings.folders import (
    DataFolder,
    config_file,
    data_dir,
    data_folders,
    data_home,
    record_root,
)
from claudeprojects.core.settings.live import LiveSettings
from claudeprojects.core.settings.table import SETTINGS, Setting, Settings, find_setting

__all__ = [
    "SETTINGS",
    "DataFolder",
    "LiveSettings",
    "Setting",
    "SettingValue",
    "Settings",
    "SettingsFile",
    "config_file",
    "data_dir",
    "data_folders",
    "data_home",
    "effective_settings",
    "find_setting",
    "load_settings",
    "record_root",
    "user_settings",
    "vault_settings",
]
