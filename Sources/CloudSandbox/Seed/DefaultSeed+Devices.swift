extension DefaultSeed {
  /// Vendors that nobody can buy from, with one repeated row, one with a slash, one in the SDK's form.
  static let devices = """
          { "vendor": "Acme", "type": "Router", "model": "R-100", "version": "AR-V300" },
          { "vendor": "Acme", "type": "Router", "model": "R-100", "version": "AR-V200" },
          { "vendor": "Acme", "type": "Router", "model": "R-200", "version": "AR-V300" },
          { "vendor": "Acme", "type": "Firewall", "model": "F-10", "version": "UF-V600" },
          { "vendor": "Acme", "type": "Firewall", "model": "F-10", "version": "UF-V500" },
          { "vendor": "Globex", "type": "Router", "model": "G-4300", "version": "XE-17" },
          { "vendor": "Globex", "type": "Router", "model": "G-4300", "version": "XE-16" },
          { "vendor": "Globex", "type": "Router", "model": "G-1900", "version": "IO-15" },
          { "vendor": "Globex", "type": "Firewall", "model": "G-5500", "version": "AS-9" },
          { "vendor": "Globex", "type": "Router", "model": "G-4300", "version": "XE-17" },
          { "vendor": "Initech", "type": "Switchrouter", "model": "I-7/X", "version": "CW-7" },
          { "vendor": "Initech", "type": "Firewall", "model": "I-9000", "version": "CW-7" },
          { "vendor": "Umbrella", "type": "Gateway", "model": "U-300", "version": "JN-22" },
          { "vendor": "Umbrella", "type": "Gateway", "model": "U-300", "version": "JN-23" },
          { "vendor": "Hooli", "type": "Appliance", "model": "H-60", "version": "FT-7" },
          { "vendor": "Hooli", "type": "Appliance", "model": "H-60", "version": "FT-6" },
          { "vendor": "Vandelay", "type": "Firewall", "model": "V-220", "version": "PN-11" },
          { "vendor": "Soylent", "type": "Edge", "model": "S-1", "version": "VY-1" },
          { "vendor": "Wonka", "type": "Edge", "model": "W-5009", "version": "MT-7" },
          { "vendor": "Tyrell", "type": "Software", "model": "Nexus Six", "version": "SW-6" },
          { "vendor": "Stark Industries", "type": "Security Gateway", "model": "SG 3000", "version": "default" },
          { "vendor": "Octan", "type": "Concentrator", "model": "O-12", "version": "HS-5" },
          { "vendor": "acme", "type": "Router", "model": "R-100", "version": "AR-V300", "end_of_sale": true },
          { "vendor": "Cyberdyne", "platform": "T-800", "version": "1.0" }
    """
}
