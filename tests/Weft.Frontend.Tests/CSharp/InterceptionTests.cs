using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Weft.Runtime;
using Xunit;
using static Weft.Frontend.Tests.CSharp.GeneratorTest;

namespace Weft.Frontend.Tests.CSharp;

/// <summary>With <c>WeftIntercept</c> the ordinary call runs compiled, and otherwise as it is written. A compiled index out of range has an
/// inner exception: that tells the two apart.</summary>
public sealed class InterceptionTests
{
    private const string Text = """
        namespace N;
        using static N.Kernels;
        public static class Kernels
        {
            [Kernel] public static void Put(int at, Span<int> y) => y[at] = 1;
            [Kernel] public static void Twice(int at, Span<int> y) { Put(at, y); for (var i = 0; i < 2; i++) Put(at, y); }
            [Kernel] private static void Hidden(int at, int[] y) => y[at] = 1;
            [Kernel] internal static void Matrix(int[,] y) { Refuse(y[0, 0]); y[0, 1] = y[1, 0] / y[0, 0]; }
            private static void Refuse(int x) { if (x == 7) throw new ArgumentException("seven"); }
            [Kernel] internal static void Nothing() { }
            #pragma warning disable CS8509, CS8629 // what fails here is meant to
            [Kernel] internal static int Fails(int how, int x) => how switch
            {
                0 => checked(x + x),
                1 => checked((byte)x),
                2 => Math.Abs(x - 1 - x + int.MinValue + 1),
                3 => Math.Clamp(x, 1, -1),
                4 => int.Log2(-x),
                5 => new int[-x].Length,
                6 => ((int?)(x > 0 ? null : x)).Value,
                7 => x > 0 ? throw new NotSupportedException("a + b' does not fit into 'int': " + "no arm of ") : 1,
                8 => unchecked(x + x),
            };
            [Kernel] public static int At(int at, int[] y) => y[at];
            [Kernel] public static void Move(ref int at, int[] y, out int found) => found = y[at++];
            [Kernel] private static (int, bool) Pair(int at, int[] y) => (y[at], y.Length > 2);
            [Kernel(typeof(int), typeof(double))] public static void Set<T>(int at, T[] y, T x) => y[at] = x;
            public static int CallPair(int at, int[] y) => Pair(at, y) is (var value, true) ? value : -1;
            public static void CallHidden(int at, int[] y) => Hidden(at, y);
        }

        public delegate void Putter(int at, Span<int> y);

        public static class Calls
        {
            public static void Plainly(int at, int[] y) => Put(at, y);
            public static void Qualified(int at, int[] y) => global::N.Kernels.Put(y: y, at: at);
            public static void Lambda(int at, int[] y) { Action call = () => Put(at, y); call(); }
            public static void Group(int at, int[] y) { Putter put = Put; put(at, y); }
            public static void Private(int at, int[] y) => CallHidden(at, y);
            public static void Nested(int at, int[] y) => Twice(at, y);
            public static void Generic(int at, int[] y) { Set(at, y, 1); Set<double>(0, [2], 3); Set<byte>(0, [2], 3); }
            public static void Null() => CallHidden(0, null!);
            public static int Sum(int at, int[] y) => At(at, y) + CallPair(at, y);
            public static int Moved(int at, int[] y) { Move(ref at, y, out var found); return 10 * found + at; }
            public static int Failing(int how, int x) => Fails(how, x);
            public static void Square(int[,] y) { Matrix(y); Nothing(); }
        }
        """;

    private static readonly Assembly Intercepted = Build(Text, ("WeftIntercept", "true"));
    private static readonly Assembly Plain = Build(Text);

    public static TheoryData<string> Ways => ["Plainly", "Qualified", "Lambda", "Private", "Nested", "Generic"];

    [Theory]
    [MemberData(nameof(Ways))]
    public void Ordinary_calls_run_compiled(string way)
    {
        int[] y = [0, 0, 0];
        Call(Intercepted, way, 2, y);
        Assert.Equal([0, 0, 1], y);
        var thrown = Assert.IsType<IndexOutOfRangeException>(Record.Exception(() => Call(Intercepted, way, 3, y)));
        Assert.Equal(3, Assert.IsType<KernelFaultException>(thrown.InnerException).Fault.Index);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void Without_the_property_they_run_as_written(string way)
    {
        int[] y = [0, 0, 0];
        Call(Plain, way, 2, y);
        Assert.Equal([0, 0, 1], y);
        Assert.Null(Assert.IsType<IndexOutOfRangeException>(Record.Exception(() => Call(Plain, way, 3, y))).InnerException);
    }

    [Fact]
    public void Results_come_from_the_compiled_kernel()
    {
        Assert.Equal(14, Call(Intercepted, "Sum", 1, new[] { 5, 7, 9 }));
        Assert.Equal(6, Call(Intercepted, "Sum", 1, new[] { 5, 7 }));
        Assert.Equal(72, Call(Intercepted, "Moved", 1, new[] { 5, 7 }));
        var thrown = Record.Exception(() => Call(Intercepted, "Sum", 2, new[] { 5, 7 }));
        Assert.IsType<KernelFaultException>(Assert.IsType<IndexOutOfRangeException>(thrown).InnerException);
    }

    [Fact]
    public void Method_groups_run_as_written()
    {
        var thrown = Record.Exception(() => Call(Intercepted, "Group", 3, new int[3]));
        Assert.Null(Assert.IsType<IndexOutOfRangeException>(thrown).InnerException);
    }

    [Fact]
    public void A_kernel_called_as_plain_code_is_plain_all_the_way_down()
    {
        var plain = Intercepted.GetType("N.Kernels")!.GetMethod("Twice")!.CreateDelegate<Putter>();
        Assert.Null(Assert.Throws<IndexOutOfRangeException>(() => plain(3, new int[3])).InnerException);
    }

    [Fact]
    public void Exceptions_are_those_of_the_method()
    {
        Assert.IsType<NullReferenceException>(Record.Exception(() => Call(Intercepted, "Null")));
        var divided = Assert.IsType<DivideByZeroException>(Record.Exception(() => Call(Intercepted, "Square", new int[2, 2])));
        Assert.IsType<KernelFaultException>(divided.InnerException);
        var y = new int[2, 2] { { -1, 0 }, { int.MinValue, 0 } };
        Assert.IsType<OverflowException>(Record.Exception(() => Call(Intercepted, "Square", y)));
        y[0, 0] = 7;
        Assert.IsType<ArgumentException>(Record.Exception(() => Call(Intercepted, "Square", y)));
        (y[0, 0], y[1, 0]) = (3, 12);
        Call(Intercepted, "Square", y);
        Assert.Equal(4, y[0, 1]);
    }

    [Theory]
    [InlineData(0, typeof(OverflowException))]
    [InlineData(1, typeof(OverflowException))]
    [InlineData(2, typeof(OverflowException))]
    [InlineData(3, typeof(ArgumentException))]
    [InlineData(4, typeof(ArgumentOutOfRangeException))]
    [InlineData(5, typeof(OverflowException))]
    [InlineData(6, typeof(InvalidOperationException))]
    [InlineData(7, typeof(NotSupportedException))]
    [InlineData(8, null)]
    [InlineData(9, typeof(SwitchExpressionException))]
    public void Exceptions_are_of_the_same_type(int how, Type? type)
    {
        var (plain, compiled) = (Throw(Plain), Throw(Intercepted));
        Assert.Equal((type, type), (plain?.GetType(), compiled?.GetType()));
        if (type is not null) Assert.IsType<KernelFaultException>(compiled!.InnerException);

        Exception? Throw(Assembly assembly) => Record.Exception(() => Call(assembly, "Failing", how, int.MaxValue));
    }

    [Fact]
    public void Kernels_of_libraries_run_compiled()
    {
        Good(Compile(Text), new BuildProperties(), out var library);
        using var image = new MemoryStream();
        Assert.True(library.Emit(image, cancellationToken: TestContext.Current.CancellationToken).Success);
        var program = Compile("public static class App { public static void Run(int at, int[] y) => N.Kernels.Put(at, y); }")
            .AddReferences(MetadataReference.CreateFromImage(image.ToArray()));
        var sources = Good(program, new BuildProperties(("WeftIntercept", "true")), out _);
        Assert.Contains("global::N.PutKernel.Launch(", Assert.Single(sources).Value, StringComparison.Ordinal);
    }

    private delegate void Putter(int at, Span<int> y);

    private static object? Call(Assembly assembly, string method, params object[] arguments)
    {
        var target = assembly.GetType("N.Calls")!.GetMethod(method)!;
        return target.Invoke(null, BindingFlags.DoNotWrapExceptions, binder: null, arguments, culture: null);
    }

    private static Assembly Build(string text, params (string Name, string Value)[] properties)
    {
        Good(Compile(text), new BuildProperties(properties), out var complete);
        using var image = new MemoryStream();
        var result = complete.Emit(image);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics));
        image.Position = 0;
        return new AssemblyLoadContext(null).LoadFromStream(image);
    }
}
