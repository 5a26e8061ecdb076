package dev.ghlmcp.network;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Which hosts `NO_PROXY` covers, as curl and others read it.
class ProxyBypassTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "example.com|example.com|443|true",
                "example.com|www.example.com|443|true",
                ".example.com|www.example.com|443|true",
                ".example.com|example.com|443|true",
                "*.example.com|www.example.com|443|true",
                "example.com|notexample.com|443|false",
                "EXAMPLE.com|Www.Example.COM.|443|true",
                "a.test, example.com|example.com|443|true",
                "a.test example.com|example.com|443|true",
                "*|anything.test|443|true",
                "''|anything.test|443|false",
                "example.com:8443|example.com|8443|true",
                "example.com:8443|example.com|443|false",
                "10.0.0.0/8|10.1.2.3|443|true",
                "10.0.0.0/8|11.1.2.3|443|false",
                "192.168.1.128/25|192.168.1.129|80|true",
                "192.168.1.128/25|192.168.1.127|80|false",
                "10.0.0.1|10.0.0.1|443|true",
                "10.0.0.1:443|10.0.0.1|80|false",
                "10.0.0.0/8|ten.test|443|false",
                "fd00::/8|[fd12::1]|443|true",
                "[fd12::1]:443|[fd12:0::1]|443|true",
                "[fd12::1]:443|[fd12:0::1]|80|false",
                "10.0.0.0/x|10.0.0.1|443|false",
                "''|localhost|443|true",
                "''|api.localhost|443|true",
                "''|127.3.4.5|443|true",
                "''|[::1]|443|true",
                "<-loopback>|127.0.0.1|443|false",
                "<-loopback>|localhost|443|false"
            })
    void covers(String list, String host, int port, boolean covered) {
        assertEquals(covered, ProxyBypass.of(list).covers(host, port));
    }
}
