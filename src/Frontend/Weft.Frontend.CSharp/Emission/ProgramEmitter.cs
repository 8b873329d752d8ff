using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Security.Cryptography;
using System.Text;

namespace Weft.Frontend.CSharp;

/// <summary>Writes the part of a launch class that holds the kernel's IR.</summary>
internal static class ProgramEmitter
{
    public static string Emit(KernelModel kernel)
    {
        const string Runtime = LauncherEmitter.Runtime;
        var code = LauncherEmitter.Begin(kernel).Line($"static partial class {kernel.LauncherName}").Open();
        if (kernel.Variant is { } variant) code.Line($"static partial class {variant}").Open();
        var quotes = Quotes(kernel.Ir);
        code.Line($"private static global::System.ReadOnlySpan<byte> Ir => {quotes}")
            .Verbatim(kernel.Ir).Line()
            .Verbatim(quotes + "u8;\n").Line();
        var (link, linked) = kernel.Links.Count == 0 ? ("", "") : ($"{Runtime}ProgramLinker.Link(", $", {Links(kernel)})");
        code.Line($"static partial void Supply(ref {Runtime}KernelProgram? program) => program = {link}{Runtime}KernelProgram.Of(")
            .Line($"    Ir, \"{Hash(kernel.Ir)}\", {LauncherEmitter.Literal(kernel.Name)}, {LauncherEmitter.Literal(kernel.Doc)},")
            .Line($"    {Texts(kernel.Signature)}, {Texts(kernel.Constraints)}){linked};");
        if (kernel.Variant is not null) code.Close();
        return code.Close().ToString();
    }

    private static string Texts(IEnumerable<string> texts) =>
        $"new string[] {{ {string.Join(", ", texts.Select(LauncherEmitter.Literal))} }}";

    private static string Links(KernelModel kernel) =>
        string.Join(", ", kernel.Links.Select(link => $"({LauncherEmitter.Literal(link.Name)}, global::{link.Launcher}.Program)"));

    // One more than the longest run of quotes in the text, and at least three.
    private static string Quotes(string text)
    {
        var (run, longest) = (0, 2);
        foreach (var c in text)
        {
            run = c == '"' ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }

        return new string('"', longest + 1);
    }

    // The bytes that the raw literal gives: its lines are joined by line feeds, whatever the file has.
    private static string Hash(string ir)
    {
        using var sha = SHA256.Create();
        var hash = sha.ComputeHash(Encoding.UTF8.GetBytes(ir));
        return string.Concat(hash.Select(b => b.ToString("x2", CultureInfo.InvariantCulture)));
    }
}
