; Inno Setup 6: an installer for one person, no administrator needed. Called by installer.py. Never run yet.
#define Name "Reverie"
#ifndef Version
  #error Version is given by installer.py: iscc /DVersion=... /DFolder=... /DOutput=...
#endif

[Setup]
AppId={{7E6B5C0A-4C57-4C0B-9D0E-6E2B5D4F9A31}
AppName={#Name}
AppVersion={#Version}
AppPublisher=The Reverie developers
DefaultDirName={autopf}\{#Name}
DefaultGroupName={#Name}
PrivilegesRequired=lowest
PrivilegesRequiredOverridesAllowed=dialog
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
OutputDir={#Output}
OutputBaseFilename=reverie-{#Version}-windows-x86_64
LicenseFile=..\..\LICENSE
UninstallDisplayIcon={app}\reverie.exe
Compression=lzma2
SolidCompression=yes
ChangesAssociations=yes

[Languages]
Name: "en"; MessagesFile: "compiler:Default.isl"
Name: "de"; MessagesFile: "compiler:Languages\German.isl"

[Tasks]
Name: "desktopicon"; Description: "{cm:CreateDesktopIcon}"; Flags: unchecked

[Files]
Source: "{#Folder}\*"; DestDir: "{app}"; Flags: recursesubdirs createallsubdirs ignoreversion

[Icons]
Name: "{group}\{#Name}"; Filename: "{app}\reverie.exe"
Name: "{autodesktop}\{#Name}"; Filename: "{app}\reverie.exe"; Tasks: desktopicon

[Registry]
Root: HKA; Subkey: "Software\Classes\Applications\reverie.exe\shell\open\command"; ValueType: string; ValueData: """{app}\reverie.exe"" ""%1"""; Flags: uninsdeletekey

[Run]
Filename: "{app}\reverie.exe"; Description: "{cm:LaunchProgram,{#Name}}"; Flags: nowait postinstall skipifsilent
