// The post step of the action; made by dev/bundle.ts.
process.env.DOCKER_ON_K8S_POST = '1'
await import('./index.js')
