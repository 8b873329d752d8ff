namespace Weft.Samples;

/// <summary>Whole numbers and their bits.</summary>
public static class Integers
{
    /// <summary>The sieve of Eratosthenes: 1 at the primes, 0 elsewhere.</summary>
    [Kernel]
    public static void Sieve(byte[] isPrime)
    {
        for (var i = 0; i < isPrime.Length; i++) isPrime[i] = (byte)(i < 2 ? 0 : 1);
        for (var p = 2; p * p < isPrime.Length; p++)
            if (isPrime[p] == 1)
                for (var multiple = p * p; multiple < isPrime.Length; multiple += p)
                    isPrime[multiple] = 0;
    }

    /// <summary>The cyclic redundancy check of Ethernet and zip files, bit by bit.</summary>
    [Kernel]
    public static void Crc32(byte[] data, uint[] check)
    {
        var crc = uint.MaxValue;
        foreach (var value in data)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++) crc = (crc & 1) != 0 ? crc >> 1 ^ 0xEDB88320u : crc >> 1;
        }

        check[0] = ~crc;
    }

    /// <summary>The greatest common divisor of each pair, after Euclid.</summary>
    [Kernel]
    public static void Gcd(ulong[] a, ulong[] b, ulong[] divisor)
    {
        Parallel.For(0, a.Length, i =>
        {
            var (x, y) = (a[i], b[i]);
            while (y != 0) (x, y) = (y, x % y);
            divisor[i] = x;
        });
    }
}
