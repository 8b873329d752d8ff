using Weft.Frontend.Dsl;
using Weft.Frontend.Dsl.BoundTree;
using Xunit;

namespace Weft.Frontend.Tests.Dsl;

/// <summary>Compiles .weft texts in tests.</summary>
internal static class DslTest
{
    /// <summary>The program, checked; fails with the diagnostics when there are any.</summary>
    public static BoundProgram Good(string text)
    {
        var result = WeftCompilation.Compile("test.weft", text);
        Assert.True(result.Diagnostics.Count == 0, $"{string.Join('\n', result.Diagnostics)}\n--- in\n{text}");
        BoundTreeChecker.Check(result.Program!);
        return result.Program!;
    }

    /// <summary>Binds statements in a kernel that has one parameter of each common type, and a body that ends in them.</summary>
    public static string Kernel(string statements) => $$"""
        kernel k(i8v: i8, i: i32, l: i64, u: u8, h: f16, x: f32, d: f64, b: bool, at: index, v: f32[n], w: i32[n], m: inout f32[n, 4]) {
        {{statements}}
        }
        """;

    /// <summary>Checks that the text gives exactly the diagnostics that it marks: <c>[|source|]{WF1020}</c>, or
    /// <c>{WF1020,WF1021}</c> for several at one place.</summary>
    public static void Marked(string marked)
    {
        var (text, expected) = MarkedText.Read(marked);
        var result = WeftCompilation.Compile("test.weft", text);
        var found = result.Diagnostics.Select(d => new Mark(d.Location.Line, d.Location.Column, d.Length, d.Id!)).ToList();
        string[] report =
            ["expected:", .. expected.Select(mark => $"{mark}"), "found:", .. result.Diagnostics.Select(d => $"{d}"), "in:", text];
        Assert.True(expected.Order().SequenceEqual(found.Order()), string.Join('\n', report));
        Assert.Equal(result.Diagnostics.HasErrors, result.Program is null);
    }
}

internal sealed record Mark(int Line, int Column, int Length, string Id) : IComparable<Mark>
{
    public int CompareTo(Mark? other) => (Line, Column, Id).CompareTo((other!.Line, other.Column, other.Id));
}
