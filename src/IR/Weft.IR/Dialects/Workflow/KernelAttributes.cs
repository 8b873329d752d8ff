using System.Collections.Generic;
using System.Linq;

namespace Weft.IR;

/// <summary>
/// The attributes that make a function a kernel: <c>wf.kernel</c> on the function, and on each argument <c>wf.param</c> with its
/// .weft spelling, for example <c>"y: inout f32[n]"</c>. Outputs are arguments, too.
/// </summary>
public static class KernelAttributes
{
    public const string Kernel = "wf.kernel";

    public const string Parameter = "wf.param";

    public const string Doc = "wf.doc";

    /// <summary>On an operation that makes an array, and on a function that is made around another: the name in the source.</summary>
    public const string Name = "wf.name";

    /// <summary>On a loop: each turn makes new states of arrays from the last ones, twice, from one array to another and back.</summary>
    public const string Time = "wf.time";

    /// <summary>On a loop or a structured operation: the names in the source of the loops, in its order; schedules go by them.</summary>
    public const string Loops = "wf.loops";

    /// <summary>On a loop: a schedule says how it is to run; passes that look for an order of their own leave it and those around it.
    /// </summary>
    public const string Scheduled = "wf.scheduled";

    /// <summary>On an allocation: the names in the source of the kernel and of the array, where a schedule says how it lies in memory;
    /// passes that look for a layout of their own leave it.</summary>
    public const string Layout = "wf.layout";

    /// <summary>On a workflow or an invocation: where it may run, see <see cref="Placement"/>.</summary>
    public const string At = "wf.at";

    /// <summary>On a workflow or an invocation: how long it may take, see <see cref="Durations"/>.</summary>
    public const string Deadline = "wf.deadline";

    /// <summary>On a launch: the names in the source of the arrays that a block shares.</summary>
    public const string SharedNames = "wf.shared_names";

    /// <summary>On a condition: it almost always holds, and code is laid out for that.</summary>
    public const string Likely = "wf.likely";

    /// <summary>On an affine loop: it turns so seldom, beside others, that its size counts more than its speed.</summary>
    public const string Rare = "wf.rare";

    /// <summary>On an access to a vector: all its elements are in range; a pass that made it of checked accesses says so. Checking takes it
    /// off what comes from outside.</summary>
    public const string Proved = "wf.proved";

    /// <summary>On a store of a vector: past the caches, to an address that is a multiple of the vector's bytes. Who writes it lets a
    /// <see cref="StreamFenceOp"/> follow. As with <see cref="Proved"/>, only passes say so.</summary>
    public const string Streams = "wf.streams";

    /// <summary>On a division: neither number is infinite, nor the quotient. As with <see cref="Proved"/>, only passes say so.</summary>
    public const string Finite = "wf.finite";

    /// <summary>On an affine loop: it turns once and carries nothing; its counter is the greatest of its lower bounds. As with
    /// <see cref="Proved"/>, only passes say so.</summary>
    public const string Once = "wf.once";

    /// <summary>On an affine loop that carries nothing: its turns need nothing of each other, so that threads may share them. As with
    /// <see cref="Proved"/>, only passes say so.</summary>
    public const string Independent = "wf.independent";

    /// <summary>On a function: some of its loops have scalar turns, and run often enough for a back end to look whether they can be
    /// vectors.</summary>
    public const string ScalarLoops = "wf.scalar_loops";

    /// <summary>On an allocation: no element counts before it is written, so that memory need not be cleared. As with
    /// <see cref="Proved"/>, only passes say so.</summary>
    public const string Filled = "wf.filled";

    /// <summary>On an assertion: what is found where it fails, if not a mistake of its own: <see cref="Overflow"/> or
    /// <see cref="Thrown"/>.</summary>
    public const string Fault = "wf.fault";

    /// <summary>A result that does not fit into its type; the message says which and which.</summary>
    public const string Overflow = "overflow";

    /// <summary>What the source throws: the message begins with the name of the exception.</summary>
    public const string Thrown = "thrown";

    /// <summary>On a call that joins two values, the first of which another such call may have made: the function is associative, so that
    /// a chain of these calls may be grouped in any way. Calls without it keep their order.</summary>
    public const string Associative = "wf.associative";

    /// <summary>Gives an operation what is known, under names of this dialect, of the one whose place it takes. Other attributes that
    /// are not part of an operation's definition end with it, as in MLIR.</summary>
    public static T KeepHints<T>(Operation from, T to) where T : Operation
    {
        foreach (var attribute in from.Attributes)
            if (attribute.Name.StartsWith("wf.", System.StringComparison.Ordinal)) to.SetAttribute(attribute.Name, attribute.Value);
        return to;
    }

    /// <summary>Gives a loop what schedules know the one by whose place it takes.</summary>
    public static T KeepSchedule<T>(Operation from, T to) where T : Operation
    {
        foreach (var name in new[] { Loops, Scheduled })
            if (from.Attribute(name) is { } known) to.SetAttribute(name, known);
        return to;
    }

    /// <summary>What messages call a function.</summary>
    public static string NameOf(IFunction function) => (((Operation)function).Attribute(Name) as StringAttr)?.Value ?? function.SymName;

    public static bool IsKernel(Operation op) => op is GraphOp || op.Attribute(Kernel) is not null;

    /// <summary>The .weft spelling of an argument, or null when the function says none.</summary>
    public static string? ParameterOf(IFunction function, int index) => ParameterOf(function.ArgumentAttributes, index);

    /// <summary>The .weft spelling among the attributes of arguments or results, or null.</summary>
    public static string? ParameterOf(ArrayAttr? attributes, int index) =>
        ((attributes?.Elements[index] as DictionaryAttr)?[Parameter] as StringAttr)?.Value;

    /// <summary>The attributes of arguments or results with these .weft spellings.</summary>
    public static ArrayAttr Signature(params IEnumerable<string> spellings) =>
        new(spellings.Select(Attribute (s) => DictionaryAttr.Of(new NamedAttribute(Parameter, new StringAttr(s)))).ToSequence());

    /// <summary>The name of an argument in the source, or null.</summary>
    public static string? NameOf(IFunction function, int index) => SpellingOf(function, index)?.Name;

    /// <summary>What a fault calls an array: its name in the source, else the argument's, else the operation that made it.</summary>
    public static string SubjectOf(Value memory) => memory switch
    {
        OpResult { Owner: MemRefCastOp cast } => SubjectOf(cast.Source),
        BlockArgument { Owner: { IsEntry: true, ParentOp: IFunction function } } argument =>
            NameOf(function, argument.Index) ?? $"%arg{argument.Index}",
        BlockArgument { Owner: { IsEntry: true, ParentOp: LaunchOp launch } } shared when SharedNameOf(launch, shared) is { } name => name,
        OpResult { Owner: var maker } when maker.Attribute(Name) is StringAttr { Value: var name } => name,
        OpResult result => $"{result.Owner.Name} : {memory.Type}",
        _ => memory.Type.ToString(),
    };

    /// <summary>The name in the source of an array that a block shares, or null.</summary>
    public static string? SharedNameOf(LaunchOp launch, BlockArgument memory)
    {
        var index = launch.WorkgroupAttributions.ToList().IndexOf(memory);
        return index >= 0 && launch.Attribute(SharedNames) is ArrayAttr { Elements: var names } && index < names.Count
            ? (names[index] as StringAttr)?.Value : null;
    }

    /// <summary>The extents of an argument as formulas; empty for scalars and where the function says nothing.</summary>
    public static Sequence<ShapeExpr> ShapeOf(IFunction function, int index) => SpellingOf(function, index)?.Shape ?? [];

    /// <summary>The type of an argument's elements, or null where the function says nothing.</summary>
    public static ElementType? ElementOf(IFunction function, int index) => SpellingOf(function, index)?.Element;

    /// <summary>How the kernel uses an argument; one about which the function says nothing is read.</summary>
    public static Access AccessOf(IFunction function, int index) => SpellingOf(function, index)?.Access ?? Access.In;

    private static ParameterSpelling? SpellingOf(IFunction function, int index) =>
        ParameterOf(function, index) is { } text ? ParameterSpelling.TryParse(text) : null;
}
