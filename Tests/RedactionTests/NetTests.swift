import PlatformModel
import Platforms
import Redaction
import Testing

/// The net below the table: what it takes, and what it must leave alone.
struct NetTests {
  static let caught = [
    "some feature password CANARYx1", "some-password CANARYx1 trailing", "feature password: CANARYx1",
    "password = CANARYx1", "password=\"CANARYx1\"", "  \"password\": \"CANARYx1\",", "psksecret CANARYx1",
    "set psk 'CANARYx1'", "the secret is CANARYx1", "api-key CANARYx1", "private-key CANARYx1",
    "pre-shared-key local 0 CANARYx1", "key 7 0822CANARY0A16", "auth md5 CANARY9f8e7d", "token=CANARY8f7d6e",
    "copy ftp://user:CANARYx1@192.0.2.1/file", "http.proxy=http://u:CANARYx1@proxy:3128",
    "whatever $1$CANARY$abcdefgh", "x y $9$CANARYabcdefgh", "z $6$CANARY$hhhhhhhhhhhhhhhh",
    "a $2y$10$CANARYhhhhhhhhh",
    "blob %^%#CANARY;x<y>z%^%#", "blob %$%$CANARY;x<y>z%$%$", "a $c$3$CANARYhhhhhhhh==",
    "snmp thing community CANARYx1", "secret-thing 9 opaque Q0FOQVJZCANARY8901234567890123456789ABCDEF0123",
    "! remember: password CANARYx1", "# psk CANARYx1", "// passphrase CANARYx1",
    "description password CANARYx1",
    #"add name=s source="/tool fetch url=\"ftp://u:CANARYx2@h/x\" password=CANARYx1""#,
    "password a:CANARYx1", "password CANARY#x{1|'", "PASSWORD CANARYx1", "user bob pwd CANARYx1",
    "-----BEGIN RSA PRIVATE KEY-----\nCANARYMIIEpAIBAAKCAQEA12\nCANARYshort\n-----END RSA PRIVATE KEY-----",
    "cert = \"-----BEGIN CERTIFICATE-----\\nMIICANARYabcdefghijk\\n-----END CERTIFICATE-----\"",
  ]

  @Test(arguments: caught)
  func `a secret behind a suspicious word is taken out`(line: String) {
    let text = "first line\n\(line)\nlast line\n"
    let redacted = Redacting.redact(text, nil)
    #expect(!redacted.contains("CANARY"), "\(redacted)")
    #expect(redacted.hasPrefix("first line\n") && redacted.hasSuffix("\nlast line\n"))
    #expect(redacted.split(separator: "\n").count == text.split(separator: "\n").count)
    #expect(Redacting.redact(redacted, nil) == redacted)
  }

  @Test func `an address before a place that the table knows is looked at`() throws {
    let text = #"archive-sites "ftp://u:CANARYurl@192.0.2.1/" password "$9$CANARYarchive";"#
    let redacted = Redacting.redact(text, try Redacting.platform("juniper-junos"))
    #expect(!redacted.contains("CANARY") && redacted.contains("ftp://u:<psk:"), "\(redacted)")
  }

  @Test func `names and lists of words are no keys, whatever they are called`() throws {
    for line in [
      "tunnel protection ipsec profile PSK shared", "ip route vrf SECRET 10.0.0.0 255.0.0.0 Null0",
      "crypto ipsec transform-set TS_PSK esp-aes 256 esp-sha-hmac", "ipsec policy psk 1 isakmp",
      "set dstaddr \"secret\" \"password\"", "snmp-server host 192.0.2.1 version 3 priv USER",
    ] {
      #expect(Redacting.redact(line + "\n", try Redacting.platform("cisco-iosxe")) == line + "\n", "\(line)")
    }
    for line in [
      "authentication-order [ radius password ];", "permissions [ view secret ];",
      "from-zone secret to-zone untrust {", "security-zone password {",
    ] {
      #expect(
        Redacting.redact(line + "\n", try Redacting.platform("juniper-junos")) == line + "\n", "\(line)")
    }
  }

  @Test func `a key with blanks is taken out whole, and what is taken out stays so`() throws {
    let platform = try Redacting.platform("cisco-iosxe")
    for line in [
      "enable password correct horse CANARY1", "username x password 0 correct horse CANARY1",
      "tacacs-server key correct horse CANARY1", "mpls ldp password option 1 for ACL correct CANARY1",
      "event manager applet A\n action 2.0 cli command \"username tmp secret CANARYx1\"",
      "interface GigabitEthernet1\n ppp chap password 0 two CANARY1",
    ] {
      let redacted = Redacting.redact(line + "\n", platform)
      #expect(!redacted.contains("CANARY") && !redacted.contains("horse"), "\(redacted)")
      #expect(Redacting.redact(redacted, platform) == redacted)
    }
  }

  @Test func `one key has one tag, however XML writes it`() throws {
    let platform = try Redacting.platform("pfsense")
    let tags = ["Ab&amp;c&lt;d1234", "<![CDATA[Ab&c<d1234]]>", "Ab&#38;c&#x3c;d1234"].map { key in
      let text = Redacting.redact(
        "<?xml version=\"1.0\"?>\n<pfsense><pre-shared-key>\(key)</pre-shared-key></pfsense>\n", platform)
      return text.firstRange(of: "psk:").map { text[$0.upperBound...].prefix(10) }.map(String.init)
    }
    #expect(tags[0] != nil && Set(tags).count == 1, "\(tags)")
  }

  @Test func `a text in escaped quotes is taken out alone`() {
    let redacted = Redacting.redact(#"add source=":local pass \"CANARYx1\"\r""#, nil)
    #expect(
      redacted.hasPrefix(#"add source=":local pass \"<psk:"#) && redacted.hasSuffix(#">\"\r""#), "\(redacted)"
    )
  }

  static let left = [
    "service password-encryption", "password encryption aes", "no password strength-check",
    "password-recovery enable",
    "ip community-list standard A permit 65000:1", "set community 65000:100 additive",
    "neighbor 192.0.2.1 send-community",
    "match community STANDARD", "apply community 65000:1", "key chain OSPF-KEYS", "ntp trusted-key 1",
    "ntp server 192.0.2.1 key 10 prefer", "passive-interface default", "ssh key rsa 2048", "hash sha256",
    "encryption aes-256",
    "crypto ipsec transform-set ESP-AES-256-MD5 esp-aes-256 esp-md5-hmac", "authentication pre-share",
    "profile CRITICAL-SECRET-DATA", "username cumulus nopassword",
    "ssh user admin authentication-type password",
    "username a ssh-key ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQCu8fJxZJQh1234567890abcdefghij",
    "password *****",
    "password <removed>", "password <SCRUBBED>",
    "public-key c3NoLXJzYSBBQUFBQjNOemFDMXljMkVBQUFBREFRQUJBQUFDQVFD", "set password ENC <removed>",
    "key <psk:0123456789>", "secret <psk:env:BERLIN>",
    "ssh server cipher aes256_gcm aes128_ctr", "local-aaa-user password policy administrator", "ptp mpass",
    "/user group set full policy=local,telnet,password,sensitive",
    "rsa peer-public-key userkey encoding-type openssh",
    "authby=psk", "leftauth=psk", "description link to key account 4711",
    "public-key=\"abcdefgh0123456789ABCDEFGH0123456789abcdef0=\"", "password: ", "secret", "",
  ]

  @Test(arguments: left)
  func `what only looks like one stays`(line: String) {
    #expect(Redacting.redact("\(line)\n", nil) == "\(line)\n")
  }

  @Test func `what stands between delimiters keeps its delimiters`() throws {
    let platform = try Redacting.platform("cisco-iosxe")
    for (text, wanted) in [
      ("banner motd ^Cpassword CANARYx1^C\nhostname a\n", "^C\nhostname a\n"),
      ("banner login #\n the password is CANARYx1#\nhostname a\n", "#\nhostname a\n"),
      ("banner exec \u{3}\nsecret CANARYx1\u{3}\nhostname a\n", "\u{3}\nhostname a\n"),
      ("banner motd p\nsecret CANARYx1\np\nhostname a\n", "\nhostname a\n"),
      ("banner motd <\nsecret CANARYx1\n<\nhostname a\n", "<\nhostname a\n"),
      ("banner motd *\nsecret CANARYx1\n*\nhostname a\n", "*\nhostname a\n"),
    ] {
      let redacted = Redacting.redact(text, platform)
      #expect(!redacted.contains("CANARY") && redacted.hasSuffix(wanted), "\(text): \(redacted)")
      #expect(
        Redacting.shape(Array(text.utf8), platform.syntax)
          == Redacting.shape(Array(redacted.utf8), platform.syntax),
        "\(text): \(redacted)")
      #expect(Redacting.redact(redacted, platform) == redacted)
    }
  }

  @Test func `values in quotes over lines keep their quotes`() throws {
    let platform = try Redacting.platform("fortinet-fortios")
    let text = """
      config vpn certificate local
          edit "a"
              set password ENC CANARYabc==
              set private-key "-----BEGIN ENCRYPTED PRIVATE KEY-----
      CANARYMIIFHDBOBgkqhkiG9w0BBQ0wQTApBgkqhkiG
      CANARYend=
      -----END ENCRYPTED PRIVATE KEY-----"
              set certificate "-----BEGIN CERTIFICATE-----
      MIICANARYabcdefgh
      -----END CERTIFICATE-----"
              set comments "one \\" secret CANARYx1
      two"
          next
      end
      config system replacemsg auth "auth-password-page"
          set buffer "<p>password: CANARYx1</p>
      <input type=\\"password\\" name=\\"x\\"/>"
      end

      """
    let redacted = Redacting.redact(text, platform)
    #expect(!redacted.contains("CANARY"), "\(redacted)")
    #expect(
      Redacting.shape(Array(text.utf8), platform.syntax)
        == Redacting.shape(Array(redacted.utf8), platform.syntax))
    #expect(Redacting.redact(redacted, platform) == redacted)
    #expect(redacted.contains("-----BEGIN ENCRYPTED PRIVATE KEY-----\n<psk:"))
  }

  @Test func `a value that goes on behind a backslash is taken out whole`() throws {
    let platform = try Redacting.platform("mikrotik-routeros")
    let text = """
      /ip ipsec identity
      add peer=a secret="CANARY one \\
          CANARY two" comment=x
      add peer=b secret=CANARYx\\
          CANARYy comment=x
      add peer=c comment=x \\
          secret=CANARYz

      """
    let redacted = Redacting.redact(text, platform)
    #expect(!redacted.contains("CANARY") && redacted.split(separator: "\n").count == 7, "\(redacted)")
    #expect(redacted.contains("comment=x"))
    #expect(
      Redacting.shape(Array(text.utf8), platform.syntax)
        == Redacting.shape(Array(redacted.utf8), platform.syntax))
    #expect(Redacting.redact(redacted, platform) == redacted)
  }
}
