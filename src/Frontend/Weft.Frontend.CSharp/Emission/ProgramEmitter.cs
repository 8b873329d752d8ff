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
        if (kernel.IrOwner is null) EmitIr(code, kernel);
        var owner = kernel.IrOwner is { } shared ? $"global::{shared}." : "";
        var hash = IsShared(kernel) ? $"{owner}IrHash" : HashOf(kernel);
        var (link, linked) = kernel.Links.Count == 0 ? ("", "") : ($"{Runtime}ProgramLinker.Link(", $", {Links(kernel)})");
        code.Line($"static partial void Supply(ref {Runtime}KernelProgram? program) => program = {link}{Runtime}KernelProgram.Of(")
            .Line($"    {owner}Ir, {hash}, {LauncherEmitter.Literal(kernel.Name)}, {LauncherEmitter.Literal(kernel.Doc)},")
            .Line($"    {Texts(kernel.Signature)}, {Texts(kernel.Constraints)}){linked};");
        if (kernel.Variant is not null) code.Close();
        return code.Close().ToString();
    }

    // The kernels of one .weft program have one text.
    private static bool IsShared(KernelModel kernel) => kernel.WeftClass is not null;

    private static void EmitIr(CodeWriter code, KernelModel kernel)
    {
        var (access, quotes) = (IsShared(kernel) ? "internal" : "private", Quotes(kernel.Ir));
        if (IsShared(kernel)) code.Line($"internal const string IrHash = {HashOf(kernel)};").Line();
        code.Line($"{access} static global::System.ReadOnlySpan<byte> Ir => {quotes}")
            .Verbatim(kernel.Ir).Line()
            .Verbatim(quotes + "u8;\n").Line();
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
    private static string HashOf(KernelModel kernel)
    {
        using var sha = SHA256.Create();
        var hash = sha.ComputeHash(Encoding.UTF8.GetBytes(kernel.Ir));
        return $"\"{string.Concat(hash.Select(b => b.ToString("x2", CultureInfo.InvariantCulture)))}\"";
    }
}
