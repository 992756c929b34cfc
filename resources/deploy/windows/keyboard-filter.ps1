# NOT RUN HERE: written after Microsoft's documentation of the Keyboard Filter, on a machine without Windows.
# Blocks the keys that Windows keeps from an application. Needs Windows Enterprise, Education or IoT Enterprise, the
# feature Client-KeyboardFilter (a restart after it is switched on), and an administrator.
$ErrorActionPreference = 'Stop'
$embedded = @{ Namespace = 'root\standardcimv2\embedded' }

if ((Get-WindowsOptionalFeature -Online -FeatureName Client-KeyboardFilter).State -ne 'Enabled') {
    Enable-WindowsOptionalFeature -Online -FeatureName Client-KeyboardFilter -All -NoRestart | Out-Null
    Write-Output 'The Keyboard Filter is switched on. Restart, then run this again.'
    exit 3
}

# Every key with the Windows key; the task switchers, menus and the secure desktop; accessibility's and the media keys.
$blocked = '^Win', 'Alt\+(Tab|Esc|F4|Space)', 'Ctrl\+(Esc|F4|Tab)', 'Ctrl\+Alt\+(Del|Esc)', 'Shift\+Ctrl\+Esc|Ctrl\+Shift\+Esc',
    'NumLock', 'PrintScr', '^Browser', '^Launch', '^Application'
$keys = Get-CimInstance @embedded -ClassName WEKF_PredefinedKey
foreach ($key in $keys) {
    if ($blocked | Where-Object { $key.Id -match $_ }) {
        $key.Enabled = $true
        Set-CimInstance -InputObject $key
        Write-Output "blocked $($key.Id)"
    }
}

# Administrators keep their keys, so that somebody can look after the station.
$setting = Get-CimInstance @embedded -ClassName WEKF_Settings | Where-Object Name -EQ 'DisableKeyboardFilterForAdministrators'
$setting.Value = 'true'
Set-CimInstance -InputObject $setting

# Five times Shift, eight seconds of Shift, five seconds of Num Lock: their questions bring up the taskbar.
foreach ($user in 'Registry::HKEY_USERS\.DEFAULT', 'HKCU:') {
    Set-ItemProperty "$user\Control Panel\Accessibility\StickyKeys" -Name Flags -Value '506'
    Set-ItemProperty "$user\Control Panel\Accessibility\Keyboard Response" -Name Flags -Value '122'
    Set-ItemProperty "$user\Control Panel\Accessibility\ToggleKeys" -Name Flags -Value '58'
}
