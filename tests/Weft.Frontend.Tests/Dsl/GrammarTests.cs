using System.Security.Cryptography;
using Xunit;

namespace Weft.Frontend.Tests.Dsl;

public sealed class GrammarTests
{
    [Fact]
    public void The_generated_parser_belongs_to_the_grammar()
    {
        byte[] grammar = [.. Read("WeftLexer.g4"), .. Read("WeftParser.g4")];
        var stamped = File.ReadAllText(Path.Combine(Repository.Grammar, "Generated", "grammar.sha256")).Trim();
        Assert.True(stamped == Convert.ToHexStringLower(SHA256.HashData(grammar)), "the grammar has changed: run eng/regen-parser.sh");
    }

    private static byte[] Read(string file) => File.ReadAllBytes(Path.Combine(Repository.Grammar, file));
}
