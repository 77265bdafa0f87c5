export const id = 367;
export const ids = [367];
export const modules = {

/***/ 9367:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   preflight: () => (/* binding */ preflight)
/* harmony export */ });
/* unused harmony export neededVerbs */
/* harmony import */ var _cluster_failures_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5410);
/** Asks the cluster, while the image is being built, whether what comes later is allowed: a refusal now saves the build. */

/** Rights without which there is no run; the others only lower what can be seen. */
function neededVerbs(plan) {
    return ['create', 'get', ...(plan.cleanup === 'never' ? [] : ['delete'])];
}
/**
 * Asks for the rights a run cannot do without.
 * @throws Failure `forbidden` with the rule to add. What the server will not say is not a no.
 */
async function preflight(cluster, plan, writer, signal) {
    const verbs = neededVerbs(plan);
    const answers = await Promise.all(verbs.map((verb) => cluster.mayI(verb, 'jobs', 'batch', undefined, signal)));
    const missing = verbs.filter((_, index) => answers[index] === false);
    if (missing.length > 0)
        throw (0,_cluster_failures_js__WEBPACK_IMPORTED_MODULE_0__/* .forbidden */ .o0)({ verbs: missing, resource: 'jobs', group: 'batch', namespace: cluster.namespace });
    if (answers.includes(undefined))
        writer.debug('The cluster would not say whether Jobs may be created here; trying will tell.');
}


/***/ })

};
