using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Weft.Frontend.CSharp.Lowering;

/// <summary>Arguments that names put in another order: computed as they are written, given as the parameters stand.</summary>
internal static class Arguments
{
    public static T[] Compute<T>(IEnumerable<IArgumentOperation> arguments, Func<IOperation, T> compute) =>
        Compute(arguments, (_, value) => compute(value));

    /// <param name="compute">Gets the number of the parameter and the argument.</param>
    public static T[] Compute<T>(IEnumerable<IArgumentOperation> arguments, Func<int, IOperation, T> compute) =>
    [
        .. arguments.Select(a => (a.Parameter!.Ordinal, Value: compute(a.Parameter.Ordinal, a.Value))).ToList()
            .OrderBy(a => a.Ordinal).Select(a => a.Value),
    ];

    /// <summary>The operands of a call: what it is called on, then its arguments as the parameters stand. None is computed yet.</summary>
    public static IOperation[] Of(IInvocationOperation call) =>
    [
        .. call.Instance is { } instance ? [instance] : Enumerable.Empty<IOperation>(),
        .. call.Arguments.OrderBy(a => a.Parameter!.Ordinal).Select(a => a.Value),
    ];
}
