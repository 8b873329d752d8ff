using Xunit;
using static Weft.Frontend.Tests.CSharp.GeneratorTest;

namespace Weft.Frontend.Tests.CSharp;

/// <summary>What is wrong with a declaration is told where it is wrong, and what to do.</summary>
public sealed class DeclarationErrorTests
{
    [Fact]
    public void Kernels_are_static()
    {
        var message = Marked("class C { [Kernel] void [|K|]{WEFT0001}(Span<int> y) { } }");
        Assert.Contains("Add 'static'", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Kernels_return_numbers_or_nothing()
    {
        var message = Marked("""
            using System.Runtime.InteropServices;
            class C
            {
                [Kernel] static [|int[]|]{WEFT0002} A(int[] y) => y;
                [Kernel] static [|string|]{WEFT0002} B() => "";
                [Kernel] static [|ref int|]{WEFT0002} D(Span<int> y) => ref y[0];
                [Kernel] static [|(int, G)|]{WEFT0002} E(int a) => (a, default);
                [Kernel] static [|int|]{WEFT0002} F(Span<int> y) => y[Gpu.GlobalIdx.X];
                [StructLayout(LayoutKind.Auto)] public struct G { public int Value; }
            }
            """);
        Assert.Contains("returns 'int[]'. Return void, numbers", message, StringComparison.Ordinal);
        Assert.Contains("its StructLayout is not the plain one", message, StringComparison.Ordinal);
        Assert.Contains("grid of threads", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Generic_kernels_name_their_types()
    {
        var messages = Marked("""
            using System.Numerics;
            class C
            {
                [Kernel] static void [|A|]{WEFT0003}<T>(Span<T> y) { }
                [Kernel(typeof(int))] static void [|B|]{WEFT0003}<T, TIndex>(Span<T> y) { }
                [Kernel(typeof(string))] static void [|D|]{WEFT0003}<T>(Span<int> y) where T : INumber<T> { }
                [Kernel(typeof(string))] static void [|E|]{WEFT0003}<T>(Span<int> y) where T : struct { }
                [Kernel(typeof(Span<>))] static void [|F|]{WEFT0003}<T>(Span<int> y) { }
                [Kernel(typeof(int))] static void [|G|]{WEFT0003}(Span<int> y) { }
                [Kernel(typeof(string), typeof(decimal))] static void H<T>([|Span<T> y|]{WEFT0005}) { }
            }
            class Outer<T> { class Inner { [Kernel] static void [|K|]{WEFT0003}(Span<int> y) { } } }
            """);
        Assert.Contains("'A' is compiled for types that its [Kernel] names. Name the types", messages, StringComparison.Ordinal);
        Assert.Contains("names 1 types for 2 type parameters: [Kernel(typeof(float), typeof(int))].", messages, StringComparison.Ordinal);
        Assert.Contains("'string' is not a type that its 'T' can be", messages, StringComparison.Ordinal);
        Assert.Contains("It is in 'Outer<T>.Inner': move it", messages, StringComparison.Ordinal);
    }

    [Fact]
    public void Parameters_are_passed_as_kernels_take_them() => Marked("""
        class C
        {
            [Kernel] static void K([|ref int[] a|]{WEFT0004}, [|in float b|]{WEFT0004}, [|out Span<int> c|]{WEFT0004}) => c = [];
            [Kernel] static void G([|ref int a|]{WEFT0004}) => a = Gpu.GlobalIdx.X;
            [Workflow] static void W([|out int a|]{WEFT0004}) => a = 1;
            [Kernel] static void T([|ref (int, int) a|]{WEFT0011}) => a.Item1 = 1;
            [Kernel] static void L([|ref readonly int a|]{WEFT0004}, [|params int[] b|]{WEFT0004}) { }
        }
        """);

    [Fact]
    public void Parameters_have_types_that_kernels_take() => Marked("""
        using System.Collections.Generic;
        class C
        {
            [Kernel] static void K([|string a|]{WEFT0005}, [|decimal b|]{WEFT0005}, [|List<int> c|]{WEFT0005}) { }
            [Kernel] static void L([|int[,,,] a|]{WEFT0005}, [|int[][] b|]{WEFT0005}, [|Memory<int> c|]{WEFT0005}) { }
            [Kernel] static void M([|Int128 a|]{WEFT0005}, [|int? b|]{WEFT0011}, [|Span<string> c|]{WEFT0005}) { }
        }
        """);

    [Fact]
    public void Structs_have_a_plain_layout() => Assert.Contains("make it internal", Marked("""
        using System.Runtime.InteropServices;
        struct Named { public int Number; public string Name; }
        [StructLayout(LayoutKind.Auto)] struct Loose { public int A, B; }
        [StructLayout(LayoutKind.Explicit)] struct Union { [FieldOffset(0)] public int A; [FieldOffset(0)] public float B; }
        [StructLayout(LayoutKind.Sequential, Pack = 1)] struct Packed { public byte A; public int B; }
        struct Wrapper { public Loose Inner; }
        struct Primary(int a) { public int A => a; }
        [System.Runtime.CompilerServices.InlineArray(4)] struct Four { public int First; }
        struct Fields { public int A; public Four B; }
        class C
        {
            private struct Hidden { public int A; }
            [Kernel] static void K([|Named a|]{WEFT0011}, [|Named[] b|]{WEFT0011}, [|Span<Loose> c|]{WEFT0011}, [|Union[] d|]{WEFT0011}) { }
            [Kernel] static void L([|Packed[] a|]{WEFT0011}, [|Wrapper[] b|]{WEFT0011}, [|Four[] c|]{WEFT0011}, [|Four d|]{WEFT0011}) { }
            [Kernel] static void N([|Fields a|]{WEFT0011}, [|ref (Four, int) b|]{WEFT0011}) { }
            [Kernel] static [|Four|]{WEFT0002} O() => default;
            [Kernel] static void M([|Primary a|]{WEFT0011}, [|Hidden b|]{WEFT0011}, [|(int, float)[] c|]{WEFT0011}) { }
        }
        """), StringComparison.Ordinal);

    [Fact]
    public void Unknown_types_are_left_to_the_compiler() => Marked("class C { [Kernel] static void K(Spran<int> y) { } }");

    [Fact]
    public void Kernels_have_a_plain_body() => Marked("""
        partial class C
        {
            [Kernel] static extern void [|K|]{WEFT0006}(Span<int> y);
            [Kernel] static async void [|L|]{WEFT0006}(int[] y) { await Task.Yield(); }
        }
        """);

    [Fact]
    public void Launch_classes_have_different_names() => Marked("""
        namespace N
        {
            class C { [Kernel] static void K(Span<int> y) { } [Kernel] static void [|K|]{WEFT0008}(Span<float> y) { } }
            class D { [Kernel] static void [|K|]{WEFT0008}(Span<int> y) { } }
            class LKernel { [Kernel] static void [|L|]{WEFT0008}(Span<int> y) { } }
        }
        namespace M { class D { [Kernel] static void K(Span<int> y) { } } }
        """);

    [Fact]
    public void Tensors_show_their_rank() => Marked("""
        class C
        {
            [Kernel] static void K([|TensorSpan<int> a|]{WEFT0009}, TensorSpan<int> b) => b[0, 1] = (int)a.FlattenedLength;
            [Kernel] static void L([|TensorSpan<int> a|]{WEFT0009}) => a[0] = a[1, 2];
        }
        """);

    [Fact]
    public void Kernels_are_methods() => Marked("""
        class C { static void M() { K(default); [Kernel] static void [|K|]{WEFT0010}(Span<int> y) { } } }
        """);

    [Fact]
    public void All_mistakes_of_a_declaration_are_told_at_once() =>
        Marked("class C { [Kernel] [|string|]{WEFT0002} [|K|]{WEFT0001}([|string s|]{WEFT0005}) => s; }");
}
