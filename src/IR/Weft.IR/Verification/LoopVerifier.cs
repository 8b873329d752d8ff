namespace Weft.IR;

/// <summary>Checks that the values a loop carries keep their types from turn to turn.</summary>
internal static class LoopVerifier
{
    /// <param name="results">What the loop gives in the end.</param>
    public static bool Verify(Operation op, ILoopLike loop, ResultRange results, DiagnosticBag diagnostics)
    {
        var (inits, arguments, yields) = (loop.LoopInits, loop.LoopArguments, loop.LoopYields);
        if (inits.Count != arguments.Count)
            return op.Error(diagnostics, $"different number of inits and region iter_args: {inits.Count} != {arguments.Count}");
        if (yields.Count > 0 && yields.Count != arguments.Count)
            return op.Error(diagnostics, $"different number of region iter_args and yielded values: {arguments.Count} != {yields.Count}");
        if (results.Count != arguments.Count)
            return op.Error(diagnostics, $"different number of loop results and region iter_args: {results.Count} != {arguments.Count}");
        for (var i = 0; i < arguments.Count; i++)
        {
            var type = arguments[i].Type;
            if (inits[i].Type != type)
                return op.Error(diagnostics, $"{i}-th init and {i}-th region iter_arg have different type: '{inits[i].Type}' != '{type}'");
            if (yields.Count > 0 && yields[i].Type != type)
                return op.Error(
                    diagnostics, $"{i}-th region iter_arg and {i}-th yielded value have different type: '{type}' != '{yields[i].Type}'");
        }

        for (var i = 0; i < arguments.Count; i++)
            if (results[i].Type != arguments[i].Type)
                return op.Error(
                    diagnostics,
                    $"{i}-th region iter_arg and {i}-th loop result have different type: '{arguments[i].Type}' != '{results[i].Type}'");
        return true;
    }
}
