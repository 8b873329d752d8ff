using System.Text;
using System.Text.RegularExpressions;

namespace Weft.IR.Tests.Text;

/// <summary>Texts that are nearly what another is.</summary>
internal static partial class Mutation
{
    /// <summary>Changes bytes or whole tokens.</summary>
    public static byte[] Of(byte[] source, Random random) => random.Next(2) == 0 ? Bytes(source, random) : Tokens(source, random);

    // A few bytes changed, removed, doubled, or swapped with others of the text.
    private static byte[] Bytes(byte[] source, Random random)
    {
        var bytes = new List<byte>(source);
        for (var n = random.Next(1, 5); n > 0 && bytes.Count > 1; n--)
        {
            var at = random.Next(bytes.Count);
            var length = Math.Min(random.Next(1, 12), bytes.Count - at);
            switch (random.Next(5))
            {
                case 0: bytes[at] = (byte)random.Next(256); break;
                case 1: bytes.RemoveRange(at, length); break;
                case 2: bytes.InsertRange(at, bytes.GetRange(at, length)); break;
                case 3: bytes.InsertRange(random.Next(bytes.Count), bytes.GetRange(at, length)); break;
                default: bytes[at] = (byte)"%^!#@<>(){}[],:=-\"0x"[random.Next(20)]; break;
            }
        }

        return [.. bytes];
    }

    // A few tokens in the place of others, doubled, swapped or removed: what results is often well-formed, and wrong.
    private static byte[] Tokens(byte[] source, Random random)
    {
        var tokens = Token().Matches(Encoding.Latin1.GetString(source)).Select(match => match.Value).ToList();
        for (var n = random.Next(1, 4); n > 0 && tokens.Count > 1; n--)
        {
            var (at, other) = (random.Next(tokens.Count), random.Next(tokens.Count));
            switch (random.Next(4))
            {
                case 0: tokens[at] = tokens[other]; break;
                case 1: tokens.Insert(at, tokens[other]); break;
                case 2: tokens.RemoveAt(at); break;
                default: (tokens[at], tokens[other]) = (tokens[other], tokens[at]); break;
            }
        }

        return Encoding.Latin1.GetBytes(string.Concat(tokens));
    }

    [GeneratedRegex("""[%#!@^]?[\w.$]+|"[^"]*"|\s+|.""", RegexOptions.Singleline)]
    private static partial Regex Token();
}
