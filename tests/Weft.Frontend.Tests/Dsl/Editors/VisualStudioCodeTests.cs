using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Weft.Frontend.Dsl.Binding;
using Weft.Frontend.Dsl.Grammar;
using Weft.Frontend.Dsl.LanguageServer;
using Weft.IR;
using Xunit;

namespace Weft.Frontend.Tests.Dsl.Editors;

/// <summary>The extension's files hang together, and its grammar knows the words of the language.</summary>
public sealed class VisualStudioCodeTests
{
    private static string Folder => Path.Combine(Repository.Root, "editors", "vscode");

    [Fact]
    public void Every_file_is_json_and_every_file_that_is_named_is_there()
    {
        Assert.All(Directory.GetFiles(Folder, "*.json", SearchOption.AllDirectories), file => JsonNode.Parse(File.ReadAllText(file)));
        var package = Read("package.json");
        var contributes = package["contributes"]!;
        string[] named =
        [
            (string)package["main"]!,
            .. contributes["languages"]!.AsArray().Select(language => (string)language!["configuration"]!),
            .. contributes["grammars"]!.AsArray().Select(grammar => (string)grammar!["path"]!),
        ];
        Assert.All(named, file => Assert.True(File.Exists(Path.Combine(Folder, file)), file));
        Assert.Equal((string)contributes["grammars"]![0]!["scopeName"]!, (string)Read("syntaxes/weft.tmLanguage.json")["scopeName"]!);
    }

    [Fact]
    public void Every_rule_that_is_included_is_there()
    {
        var grammar = Read("syntaxes/weft.tmLanguage.json");
        var included = grammar["patterns"]!.AsArray().Select(pattern => ((string)pattern!["include"]!)[1..]);
        Assert.Equal(grammar["repository"]!.AsObject().Select(rule => rule.Key).Order(), included.Order());
    }

    [Fact]
    public void The_grammar_knows_every_keyword_type_and_builtin()
    {
        Assert.Equal("", Missing("keywords", Keywords.All.Concat(Contextual())));
        Assert.Equal("", Missing("types", ElementTypes.Names));
        Assert.Equal("", Missing("builtins", MathTable.Names));
        Assert.Equal("", Missing("reductions", BuiltinTable.AllReductions.Select(reduction => reduction.Name)));
        Assert.Equal("", Missing("operators", Enumerable.Range(WeftLexer.ARROW, WeftLexer.QUESTION - WeftLexer.ARROW + 1)
            .Select(type => WeftLexer.DefaultVocabulary.GetLiteralName(type)?.Trim('\'')).OfType<string>().Where(word => word != ".")));
    }

    // Words that are keywords in one place only have types without a spelling, which are called as they are written.
    private static IEnumerable<string> Contextual() =>
        new[]
            {
                WeftLexer.STEP, WeftLexer.FROM, WeftLexer.TIME, WeftLexer.SCATTER, WeftLexer.UNIQUE, WeftLexer.REDUCE, WeftLexer.SCHEDULE,
                WeftLexer.ON, WeftLexer.AS, WeftLexer.DEADLINE,
            }
            .Select(type => WeftLexer.DefaultVocabulary.GetSymbolicName(type).ToLowerInvariant());

    private static string Missing(string rule, IEnumerable<string> words)
    {
        var patterns = Read("syntaxes/weft.tmLanguage.json")["repository"]![rule]!["patterns"]!.AsArray()
            .Select(pattern => new Regex((string)pattern!["match"]!)).ToList();
        return string.Join(", ", words.Where(word => !patterns.Exists(pattern =>
            pattern.Match($"{word} (") is { Success: true, Index: 0 } match && match.Length == word.Length)));
    }

    private static JsonNode Read(string file) => JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, file)))!;
}
