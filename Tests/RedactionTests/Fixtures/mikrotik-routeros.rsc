# jan/05/2026 10:00:00 by RouterOS 7.16
# software id = ABCD-EFGH
/interface wireless security-profiles
add name=p wpa2-pre-shared-key=CANARYwifi
/interface wireguard
add name=wg private-key="CANARYwireguard="
/ip address
add address=192.0.2.1/24 interface=ether1
/ip ipsec identity
add auth-method=pre-shared-key peer=a secret="CANARY \" psk"
add peer=b remote-id=fqdn:b.example.net \
    secret="CANARY second"
/ppp secret
add name=u password=CANARYppp service=l2tp
/radius
add address=192.0.2.2 secret=CANARYradius service=login
/snmp
set enabled=yes trap-community=CANARYtrap
/snmp community
add addresses=192.0.2.0/24 name=CANARYcommunity authentication-password=CANARYauth
/routing bgp connection
add name=b tcp-md5-key=CANARYbgp
