using System.Text;
using System.Text.RegularExpressions;
using Weft.IR;
using Weft.IR.Text;
using Xunit;

namespace Weft.Frontend.Tests.CSharp;

/// <summary>IR as tests compare it.</summary>
internal static partial class IrText
{
    [GeneratedRegex("=> (\"{3,})\n(.*?)\n\\1u8;", RegexOptions.Singleline)]
    private static partial Regex Literal { get; }

    /// <summary>The IR that a launch class embeds, checked by the verifier.</summary>
    public static string Of(string launcher)
    {
        var text = Literal.Match(launcher).Groups[2].Value;
        Module(text);
        return text;
    }

    public static ModuleOp Module(string text)
    {
        var context = new IrContext(StandardDialects.All);
        var diagnostics = new DiagnosticBag();
        var module = IrParser.ParseModule(context, Encoding.UTF8.GetBytes(text), "test.mlir", diagnostics);
        Assert.True(module is not null && Verifier.Verify(module, context, diagnostics), string.Join('\n', diagnostics));
        return module;
    }

    public static string WithoutLocations(string text) => Module(text).ToString();

    /// <summary>What stands between the braces of the function, without its return, moved to the left margin.</summary>
    public static string Body(string module)
    {
        var lines = module.Split('\n');
        var function = lines.SkipWhile(line => !line.StartsWith("  func.func", StringComparison.Ordinal));
        var body = function.Skip(1).TakeWhile(line => line != "  }");
        return string.Join('\n', body.Where(line => line != "    return").Select(line => line[4..]));
    }
}
